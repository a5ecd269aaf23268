/* base/banned.h - what refuses to compile anywhere in the program. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#define BANNED(f) sorry_##f##_is_banned_see_base_banned_h
#undef  strcpy
#define strcpy(...)    BANNED(strcpy)
#undef  strcat
#define strcat(...)    BANNED(strcat)
#undef  strncpy
#define strncpy(...)   BANNED(strncpy)
#undef  strncat
#define strncat(...)   BANNED(strncat)
#undef  sprintf
#define sprintf(...)   BANNED(sprintf)
#undef  vsprintf
#define vsprintf(...)  BANNED(vsprintf)
#undef  strtok
#define strtok(...)    BANNED(strtok)
#undef  gets
#define gets(...)      BANNED(gets)
#undef  atoi
#define atoi(...)      BANNED(atoi)
#undef  atol
#define atol(...)      BANNED(atol)
#undef  localtime
#define localtime(...) BANNED(localtime)
#undef  gmtime
#define gmtime(...)    BANNED(gmtime)
#undef  ctime
#define ctime(...)     BANNED(ctime)
#undef  asctime
#define asctime(...)   BANNED(asctime)
#undef  rand
#define rand(...)      BANNED(rand)
#undef  srand
#define srand(...)     BANNED(srand)
#undef  strdup
#define strdup(...)    BANNED(strdup)

#endif
