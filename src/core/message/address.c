/* core/message/address.c - where a webhook may go; see carrier.h. */
#include "core/message/carrier.h"
#include <arpa/inet.h>

/* What is not the public Internet (IANA special-purpose registry). */
static const struct { unsigned char net[4]; int bits; } inside4[] = {
        { { 0, 0, 0, 0 }, 8 },      { { 10, 0, 0, 0 }, 8 },     { { 100, 64, 0, 0 }, 10 },
        { { 127, 0, 0, 0 }, 8 },    { { 169, 254, 0, 0 }, 16 }, { { 172, 16, 0, 0 }, 12 },
        { { 192, 0, 0, 0 }, 24 },   { { 192, 0, 2, 0 }, 24 },   { { 192, 88, 99, 0 }, 24 },
        { { 192, 168, 0, 0 }, 16 }, { { 198, 18, 0, 0 }, 15 },  { { 198, 51, 100, 0 }, 24 },
        { { 203, 0, 113, 0 }, 24 }, { { 224, 0, 0, 0 }, 4 },    { { 240, 0, 0, 0 }, 4 },
};

static bool within(const unsigned char *a, const unsigned char *net, int bits)
{
        int whole = bits / 8, rest = bits % 8;
        if (memcmp(a, net, (size_t)whole))
                return false;
        return !rest || !((a[whole] ^ net[whole]) >> (8 - rest));
}

static bool is_inside4(const unsigned char *a)
{
        for (size_t i = 0; i < COUNT_OF(inside4); i++)
                if (within(a, inside4[i].net, inside4[i].bits))
                        return true;
        return false;
}

static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

bool address_is_inside(const unsigned char *a, int n)
{
        static const unsigned char nat64[12] = { 0, 0x64, 0xff, 0x9b };
        if (n == 4)
                return is_inside4(a);
        if (n != 16)
                return true;
        if (within(a, mapped, 96) || within(a, nat64, 96))
                return is_inside4(a + 12);
        if ((a[0] & 0xe0) != 0x20)              /* 2000::/3 alone is global unicast */
                return true;
        if (a[0] == 0x20 && a[1] == 0x02)       /* 6to4 */
                return is_inside4(a + 2);
        if (a[0] == 0x20 && a[1] == 0x01)       /* 2001:0000/23: Teredo, ORCHID …; 2001:db8: examples */
                return a[2] < 2 || (a[2] == 0x0d && a[3] == 0xb8);
        return false;
}

bool address_allowed(str list, const unsigned char *a, int n)
{
        if (n == 16 && within(a, mapped, 96))
                a += 12, n = 4;
        while (list.n) {
                str bits_text = { 0 }, entry = str_trim(str_cut(list, ',', &list));
                str host = str_cut(entry, '/', &bits_text);
                unsigned char net[16];
                char text[64];
                uint64_t bits = (uint64_t)n * 8;
                if (!host.n || host.n >= sizeof(text))
                        continue;
                memcpy(text, host.p, host.n);
                text[host.n] = 0;
                if (inet_pton(n == 4 ? AF_INET : AF_INET6, text, net) != 1)
                        continue;
                if (bits_text.p && (!str_u64(str_trim(bits_text), &bits) || bits > (uint64_t)n * 8))
                        continue;
                if (within(a, net, (int)bits))
                        return true;
        }
        return false;
}

const char *hook_url_wrong(str url)
{
        size_t skip = str_starts(url, S("https://")) ? 8 : str_starts(url, S("http://")) ? 7 : 0;
        str rest, host = str_cut(str_from(url, skip), '/', &rest);
        if (!skip)
                return "推送地址以 https:// 或 http:// 开头";
        for (size_t i = 0; i < url.n; i++)
                if ((unsigned char)url.p[i] <= ' ' || (unsigned char)url.p[i] >= 127)
                        return "推送地址里不能有空格和汉字";
        if (!host.n || url.n > 1000)
                return "推送地址没有主机名，或者太长";
        if (str_find(host, S("@")) >= 0)
                return "推送地址里不能写账号和口令";
        return NULL;
}

static bool refused(str host, int family, str list)
{
        unsigned char a[16];
        char text[64];
        if (!host.n || host.n >= sizeof(text))
                return false;
        memcpy(text, host.p, host.n);
        text[host.n] = 0;
        int n = family == AF_INET ? 4 : 16;
        return inet_pton(family, text, a) == 1 && address_is_inside(a, n) && !address_allowed(list, a, n);
}

bool hook_url_refused(str url, str list)
{
        ptrdiff_t at = str_find(url, S("://"));
        str rest, host = str_cut(at < 0 ? url : str_from(url, (size_t)at + 3), '/', &rest);
        if (host.n && host.p[0] == '[')
                return refused(str_cut(str_from(host, 1), ']', &rest), AF_INET6, list);
        host = str_cut(host, ':', &rest);
        if (str_is(host, "localhost"))
                return refused(S("127.0.0.1"), AF_INET, list) && refused(S("::1"), AF_INET6, list);
        return refused(host, AF_INET, list);
}
