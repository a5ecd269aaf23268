/* main.c - start: hand over to the command line. */
#include "door/cli/cli.h"

int main(int argc, char **argv) { return cli_main(argc, argv); }
