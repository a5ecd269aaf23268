/* door/web/run.c - `luoshi serve`: serve until a signal says stop. */
#include <signal.h>

#include "door/web/server.h"

/* The second signal, sent by somebody who does not want to wait: what was not answered was
 * never promised, so ending at once loses nothing. */
static void on_second(int sig UNUSED) { _Exit(0); }

const struct fail *server_run(struct ctx *cx, struct store *store, const struct server_options *o)
{
        sigset_t stop, before;
        struct server *s;
        int sig;
        sigemptyset(&stop);
        sigaddset(&stop, SIGTERM);
        sigaddset(&stop, SIGINT);
        /* Blocked before the threads start, so that all inherit it and only this one takes it. */
        pthread_sigmask(SIG_BLOCK, &stop, &before);
        signal(SIGPIPE, SIG_IGN);
        const struct fail *f = server_start(cx, store, o, &s);
        if (!f) {
                sigwait(&stop, &sig);
                struct sigaction end = { .sa_handler = on_second };
                sigaction(SIGTERM, &end, NULL);
                sigaction(SIGINT, &end, NULL);
                pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
                (void)server_stop(s);
        }
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        return f;
}
