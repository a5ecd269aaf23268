/* main.c - start: be a child process when called as one, else hand over to the command line. */
#include "core/sandbox/child.h"
#include "door/cli/cli.h"

int main(int argc, char **argv)
{
        int status = sandbox_main(argc, argv);
        return status >= 0 ? status : cli_main(argc, argv);
}
