/* domain/target/goal/module.c - target books: what the folder offers to the outside. */
#include "domain/target/goal/goal.h"
#include "door/module.h"

const struct module module_goal = {
        .name = "goal", .title = "目标任务",
        .demo = goal_demo,
};
