/* tests/http/tls_test.c - the same over TLS: a certificate of the test's own, versions 1.2 and 1.3
 * only, no plain HTTP on the port. */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include "tests/http/wire.h"

static str pem_of(struct ctx *cx, BIO *bio)
{
        char *p;
        long n = BIO_get_mem_data(bio, &p);
        str s = str_copy(cx->arena, (str){ p, (size_t)n });
        BIO_free(bio);
        return s;
}

/* A key and a certificate for localhost that signs itself. */
static void certificate(struct ctx *cx, str *ret_cert, str *ret_key)
{
        EVP_PKEY *key = EVP_EC_gen("P-256");
        X509 *x = X509_new();
        ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
        X509_gmtime_adj(X509_getm_notBefore(x), -3600);
        X509_gmtime_adj(X509_getm_notAfter(x), 86400);
        X509_set_pubkey(x, key);
        X509_NAME *name = X509_get_subject_name(x);
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"localhost",
                                   -1, -1, 0);
        X509_set_issuer_name(x, name);
        must(X509_sign(x, key, EVP_sha256()));
        BIO *cert = BIO_new(BIO_s_mem()), *secret = BIO_new(BIO_s_mem());
        must(PEM_write_bio_X509(cert, x) == 1);
        must(PEM_write_bio_PrivateKey(secret, key, NULL, NULL, 0, NULL, NULL) == 1);
        *ret_cert = pem_of(cx, cert);
        *ret_key = pem_of(cx, secret);
        X509_free(x);
        EVP_PKEY_free(key);
}

/* The whole answer to one request, absent when the handshake fails. */
static str ask(struct ctx *cx, int port, int version, const char *request)
{
        struct buf b = buf_new(cx->arena, 1 << 20);
        SSL_CTX *c = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_security_level(c, 0);
        SSL_CTX_set_min_proto_version(c, version);
        SSL_CTX_set_max_proto_version(c, version);
        SSL *ssl = SSL_new(c);
        int fd = wire_connect(port), n = -1;
        SSL_set_fd(ssl, fd);
        if (SSL_connect(ssl) == 1 && SSL_write(ssl, request, (int)strlen(request)) > 0) {
                char chunk[4096];
                while ((n = SSL_read(ssl, chunk, sizeof chunk)) > 0)
                        buf_put(&b, (str){ chunk, (size_t)n });
                n = 0;
        }
        SSL_free(ssl);
        SSL_CTX_free(c);
        ERR_clear_error();
        close(fd);
        return n < 0 ? (str){ 0 } : buf_str(&b);
}

TEST(http_over_tls)
{
        str cert, key;
        certificate(cx, &cert, &key);
        struct wire w = wire_start(cx, NULL, (struct server_options){
                .workers = 2, .tls_cert = cert, .tls_key = key, .header_timeout_ms = 500 });
        static const int versions[] = { TLS1_2_VERSION, TLS1_3_VERSION };
        for (size_t i = 0; i < COUNT_OF(versions); i++) {
                str got = ask(cx, w.port, versions[i],
                              "GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                ok(str_starts(got, S("HTTP/1.1 200")));
                ok(str_find(got, S("Strict-Transport-Security: max-age=31536000\r\n")) > 0);
                ok(str_ends(got, S("fields 0 body 0 loopback secure\n")));
        }
        same_int(wire_reached(), 2);
        ok(!ask(cx, w.port, TLS1_1_VERSION, "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n").p);
        /* The guard stands behind TLS as well. */
        str got = ask(cx, w.port, TLS1_3_VERSION, "GET /hello HTTP/1.1\nHost: localhost\r\n\r\n");
        ok(str_starts(got, S("HTTP/1.1 400")));
        struct answer a = wire_ask(cx, w.port, S("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"));
        same_int(a.status, 0);
        int silent = wire_connect(w.port);      /* never begins its handshake */
        ok(wire_closed(silent));
        close(silent);
        same_int(wire_reached(), 2);
        ok(wire_stop(&w));
}
