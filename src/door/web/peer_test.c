#define _GNU_SOURCE
/* door/web/peer_test.c - what waits gives back the memory that holds nothing. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "door/web/peer.h"
#include "tests/test.h"

enum { PAGES = 9 };

static bool is_there(const char *page)
{
        unsigned char there = 0;
        must(!mincore((void *)(uintptr_t)page, 1, &there));
        return there & 1;
}

TEST(peers_slim_gives_back_zeros_of_those_that_wait_and_nothing_else)
{
        size_t page = (size_t)sysconf(_SC_PAGESIZE), n = PAGES * page;
        char *m = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        must(m != MAP_FAILED);
        struct peers l = { 0 };
        struct peer p;
        peer_add(&l, &p, -1, 1000);
        memset(m, 0, n);
        m[0] = 'G', m[5 * page - 1] = 'x';      /* a head, and something at the end of the fifth page */
        p.memory = m;
        p.phase = PEER_RUN;
        peers_slim(&l, n, 2000);
        ok(is_there(m + page));
        peer_phase(&p, PEER_IDLE, 3000);
        peers_slim(&l, n, 2999);
        ok(is_there(m + page));
        peers_slim(&l, n, 3000);
        for (size_t i = 0; i < PAGES; i++)
                ok(is_there(m + i * page) == (i == 0 || i == 4));
        ok(m[0] == 'G' && m[5 * page - 1] == 'x');
        for (size_t i = 1; i < n; i++)
                if (i != 5 * page - 1 && m[i])
                        ok(false);
        memset(m + page, 0, page);
        peers_slim(&l, n, 4000);
        ok(is_there(m + page));                 /* once in a phase */
        peer_phase(&p, PEER_SEND, 4000);
        peers_slim(&l, n, 4000);
        ok(!is_there(m + page));
        peer_remove(&l, &p);
        munmap(m, n);
}

/* Where so much came before that blank lines may have filled a page, nobody knows where the memory
 * begins. */
TEST(peer_memory_is_known_only_where_it_must_begin)
{
        static const struct { size_t sent, at; bool known; } rows[] = {
                { 100, 0, true }, { 100, 2, false }, { 4095, 0, true }, { 65536, 0, false },
        };
        static char text[65536];
        size_t page = (size_t)sysconf(_SC_PAGESIZE);
        struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        socklen_t n_a = sizeof a;
        int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        must(!bind(listening, (struct sockaddr *)&a, sizeof a) && !listen(listening, 4));
        must(!getsockname(listening, (struct sockaddr *)&a, &n_a));
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                int out = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
                must(!connect(out, (struct sockaddr *)&a, sizeof a));
                int in = accept(listening, NULL, NULL);
                must(send(out, text, rows[i].sent, 0) == (ssize_t)rows[i].sent);
                for (size_t n = 0; n < rows[i].sent; )
                        n += (size_t)recv(in, text, sizeof text, 0);
                struct peers l = { 0 };
                struct peer p;
                const char *head = (const char *)(4 * page + rows[i].at);
                peer_add(&l, &p, in, 0);
                peer_memory(&p, head);
                ok(p.memory == (rows[i].known ? head : NULL));
                peer_memory(&p, (const char *)(8 * page));      /* a later head says nothing */
                ok(p.memory == (rows[i].known ? head : NULL));
                close(in);
                close(out);
        }
        close(listening);
}
