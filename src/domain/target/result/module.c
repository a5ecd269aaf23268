/* domain/target/result/module.c - results: what the folder offers to the outside. */
#include "domain/target/result/faces.h"
#include "domain/target/result/rectify.h"

static const struct flow *const flows[] = { &result_flow, &appeal_flow, &rectify_flow };

const struct module module_result = {
        .name = "result", .title = "得分与排名",
        .commands = result_commands, .n_commands = RESULT_COMMANDS,
        .flows = flows, .n_flows = COUNT_OF(flows),
};
