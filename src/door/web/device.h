/* door/web/device.h - a browser's own description (User-Agent) in words for people. */
#ifndef DOOR_WEB_DEVICE_H
#define DOOR_WEB_DEVICE_H

#include "base/base.h"

/* Catalogue words; what cannot be told is said so. A description is what a browser claims. */
const char *device_browser(str agent);
const char *device_system(str agent);

#endif
