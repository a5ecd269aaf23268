/* core/message/carrier.h - one mail by SMTP, one webhook by HTTP. carrier.c is the one file with
 * libcurl. TLS certificates are always verified; redirects are never followed; nothing said in
 * a fault holds an address, a body or a secret. */
#ifndef CORE_MESSAGE_CARRIER_H
#define CORE_MESSAGE_CARRIER_H

#include "core/db/db.h"

/* What became of it. `fault` is for the administrator: 连接不上, SMTP 550. */
enum carried_as { CARRIED, CARRIED_LATER, CARRIED_NEVER };
struct carried { enum carried_as as; str fault; };

struct mail_out {
        str url;                /* smtp://host:25 or smtps://host */
        str user, password;     /* absent: none asked for */
        str from, to;
        str id;                 /* of the Message-ID: stable over attempts */
        str subject, text;      /* UTF-8 */
        int64_t at;
};
struct hook_out {
        str url, key, id, json; /* id: the event's, stable over attempts */
        str allow;              /* see address_allowed() */
        int64_t at;             /* seconds UTC, in the signature against replay */
};

const struct fail *mail_carry(struct ctx *cx, const struct mail_out *m,
                              struct carried *ret) MUST_USE;
/**
 * POST the JSON with the headers
 *      X-Luoshi-Event      the event's id: a receiver drops one it has
 *      X-Luoshi-Time       seconds UTC
 *      X-Luoshi-Signature  hmac-sm3=<hex over "time.event.body">
 * The socket is opened to an address that was looked at itself, so a name that changes its mind
 * between look-up and connection gains nothing.
 */
const struct fail *hook_carry(struct ctx *cx, const struct hook_out *h,
                              struct carried *ret) MUST_USE;
/* The signature of a webhook: 64 hex digits. */
str hook_signature(struct arena *a, str key, int64_t at, str id, str json);
/* The whole mail as it goes over the wire: headers, then base64 of the text. */
str mail_text(struct arena *a, const struct mail_out *m);

/* ---- where a webhook may go (pure) -------------------------------------------------------- */

/* Is a numeric address (as getaddrinfo gives it) of this machine, a private network, link-local, shared,
 * multicast, reserved or a tunnel to one of them? What is not understood is. */
bool address_is_inside(const unsigned char *bytes, int n);      /* 4 or 16 bytes */
/* Does the administrator's list hold it? "192.168.1.20, 10.0.0.0/8, fd00::/8"; host names are not
 * in it, since a name is what an attacker chooses. An entry that cannot be read holds nothing. */
bool address_allowed(str list, const unsigned char *bytes, int n);
/* Is the host of a webhook's address an inside one, as numbers or as localhost, that the list does not hold? Then
 * hook_carry() will refuse it each time. A name is looked up only when it is connected to: false. */
bool hook_url_refused(str url, str list);
/* NULL, or why this is no webhook address: http or https, no user, no blanks. */
const char *hook_url_wrong(str url);

#endif
