/* door/web/metrics.h - what the server counts, and the three addresses that show it. */
#ifndef DOOR_WEB_METRICS_H
#define DOOR_WEB_METRICS_H

#include "door/web/web.h"

/*  name, kind, Prometheus name, help */
#define METRICS(X) \
        X(CONNECTIONS, "gauge", "luoshi_connections", "Open connections") \
        X(ACCEPTED,   "counter", "luoshi_connections_total", "Connections accepted") \
        X(QUEUED,     "gauge", "luoshi_requests_queued", "Requests waiting for a worker") \
        X(IN_FLIGHT,  "gauge", "luoshi_requests_in_flight", "Requests not yet durably answered") \
        X(REFUSED,    "counter", "luoshi_requests_refused_total", "Heads refused by the guard") \
        X(SHED,       "counter", "luoshi_requests_shed_total", "Requests answered 503, too busy") \
        X(SLOW,       "counter", "luoshi_connections_slow_total", "Slow connections closed") \
        X(AGAIN,      "counter", "luoshi_requests_again_total", "Requests run once more") \
        X(AT_ONCE,    "counter", "luoshi_requests_at_once_total", "Pages answered on an event thread") \
        X(PUT_OFF,    "counter", "luoshi_requests_put_off_total", "Pages begun on an event thread, left to a worker") \
        X(STATEMENTS, "counter", "luoshi_db_statements_total", "Statements run for requests") \
        X(SENT_BYTES, "counter", "luoshi_body_bytes_total", "Bytes of reply bodies") \
        X(STOPPING,   "gauge", "luoshi_stopping", "1 while the server is stopping")

enum metric {
#define X(name, kind, prometheus, help) METRIC_##name,
        METRICS(X)
#undef X
        METRIC_END
};

/* Every call is safe from any thread and takes no lock. */
void    metric_add(enum metric m, int64_t n);
int64_t metric_value(enum metric m);

/* A request was answered: by route pattern (a constant; NULL for what reached no route), status
 * and microseconds from its last byte to its durable answer. Past 500 pairs of pattern and
 * status the rest are counted together. */
void metric_request(const char *pattern, int status, int64_t us);
/* The count of one pair, for tests. */
int64_t metric_requests(const char *pattern, int status);

/* For the route table; all ROUTE_OPEN, metrics ROUTE_LOOPBACK too. They work before set-up.
 * /healthz: 200 while the process can answer at all.
 * /readyz: 200 when the database answers and the server is not stopping, else 503.
 * /metrics: Prometheus text. */
handler health_get, ready_get, metrics_get;

#endif
