/* domain/target/measure.c - the rows of measures.def. words: document text */
#include "domain/target/measure.h"

const struct measure measures[] = {
#define MEASURE(name, least) { S_C(name), least },
#include "domain/target/measures.def"
#undef MEASURE
};
const int n_measures = (int)(sizeof(measures) / sizeof(measures[0]));

bool measure_least(str name, int *ret_least)
{
        for (int i = 0; i < n_measures; i++)
                if (str_eq(measures[i].name, name)) {
                        *ret_least = measures[i].least;
                        return true;
                }
        return false;
}
