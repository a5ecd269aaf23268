/* domain/org/seed.c - what is put right whenever the program starts. */
#include "domain/org/absence.h"
#include "domain/org/org.h"

const struct fail *org_seed(struct ctx *cx)
{
        return absence_departures(cx);
}
