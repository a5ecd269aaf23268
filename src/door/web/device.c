/* door/web/device.c - see device.h. */
#include "door/web/device.h"

struct sign { const char *mark, *word; };

/* Most particular first: nearly all call themselves Chrome and Safari too. */
static const struct sign browsers[] = {
        { "MicroMessenger", "微信" },           { "DingTalk", "钉钉" },
        { "Edg", "Edge 浏览器" },               { "QQBrowser", "QQ 浏览器" },
        { "360SE", "360 浏览器" },              { "QIHU", "360 浏览器" },
        { "UOSBrowser", "统信浏览器" },         { "Firefox", "Firefox 浏览器" },
        { "Chrome", "Chrome 浏览器" },          { "Trident", "IE 浏览器" },
        { "Safari", "Safari 浏览器" },          { "curl", "curl 程序" },
};
static const struct sign systems[] = {
        { "HarmonyOS", "鸿蒙" },        { "OpenHarmony", "鸿蒙" },      { "Android", "安卓手机" },
        { "iPhone", "苹果手机" },       { "iPad", "苹果平板" },         { "UOS", "统信 UOS" },
        { "Kylin", "麒麟" },            { "Windows", "Windows 电脑" },  { "Mac OS", "苹果电脑" },
        { "Linux", "Linux 电脑" },
};

static const char *first_of(const struct sign *list, size_t n, str agent, const char *otherwise)
{
        for (size_t i = 0; i < n; i++)
                if (str_find(agent, str_of(list[i].mark)) >= 0)
                        return list[i].word;
        return otherwise;
}

const char *device_browser(str agent)
{
        return first_of(browsers, COUNT_OF(browsers), agent, "不认识的浏览器");
}

const char *device_system(str agent)
{
        return first_of(systems, COUNT_OF(systems), agent, "不认识的系统");
}
