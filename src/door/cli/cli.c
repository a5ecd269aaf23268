/* door/cli/cli.c - the command line; so far it says its name only. */
#include "door/cli/cli.h"

int cli_main(int argc, char **argv)
{
        (void)argc, (void)argv;
        puts("luoshi 0.1");
        return 0;
}
