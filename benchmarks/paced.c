/*
 * A constant rate of requests over kept connections. Latency counts from the moment at which a request was meant to be
 * sent, so that a server that stalls does not hide what would have waited. Each answer must be a 200.
 * Prints: requests, requests a second, microseconds of p50, p99, p99.9 and the longest. Ends by itself.
 * Usage: paced PORT CONNECTIONS RATE SECONDS FILE-WITH-REQUEST
 */
#include "client.h"

#include <fcntl.h>
#include <sys/epoll.h>

enum { MOST = 4096, GRACE_SECONDS = 2 };
/* Latencies in buckets as HdrHistogram has them: 1,024 for each doubling, so that a value is known to 0.1 %. */
enum { HALF_BITS = 10, HALF = 1 << HALF_BITS, DOUBLINGS = 40 };

typedef struct { int fd; size_t length; int64_t due; char in[16384]; } Connection;

static Connection *connection;
static uint64_t bucket[(DOUBLINGS + 2) * HALF];
static uint64_t answers, longest;

/* Values below 2 * HALF have a bucket each, then HALF buckets share each doubling. */
static size_t index_of(uint64_t value) {
  int shift = value < 2 * HALF ? 0 : 63 - __builtin_clzll(value) - HALF_BITS;
  return (size_t)shift * HALF + (value >> shift);
}

/* The highest value that the bucket stands for. */
static uint64_t value_of(size_t index) {
  int shift = index < 2 * HALF ? 0 : (int)(index / HALF) - 1;
  return ((index - (size_t)shift * HALF + 1) << shift) - 1;
}

static void count(int64_t nanoseconds) {
  uint64_t value = nanoseconds < 0 ? 0 : nanoseconds;
  if (value > longest) longest = value;
  size_t index = index_of(value);
  bucket[index < sizeof bucket / sizeof *bucket ? index : sizeof bucket / sizeof *bucket - 1]++;
  answers++;
}

static double percentile(double part) {
  uint64_t wanted = answers * part, below = 0;
  if (wanted < answers * part || wanted == 0) wanted++;
  for (size_t i = 0;; i++) {
    below += bucket[i];
    if (below >= wanted) return (value_of(i) < longest ? value_of(i) : longest) / 1e3;
  }
}

/* Whether the answer is there to its end; by its length, or by its last chunk. */
static int whole(Connection *c) {
  c->in[c->length] = 0;
  char *end = memmem(c->in, c->length, "\r\n\r\n", 4);
  if (!end) return 0;
  *end = 0;
  char *length = strcasestr(c->in, "\r\ncontent-length:");
  int chunked = strcasestr(c->in, "\r\ntransfer-encoding:") != NULL;
  *end = '\r';
  size_t head = end + 4 - c->in;
  if (length) return c->length >= head + strtoul(length + 17, NULL, 10);
  if (!chunked) fail("an answer without a length");
  return c->length >= head + 5 && !memcmp(c->in + c->length - 5, "0\r\n\r\n", 5);
}

int main(int argc, char **argv) {
  if (argc != 6) fail("usage: paced PORT CONNECTIONS RATE SECONDS FILE-WITH-REQUEST");
  int connections = atoi(argv[2]), epoll = epoll_create1(0), file = open(argv[5], O_RDONLY);
  double rate = atof(argv[3]), seconds = atof(argv[4]);
  static char request[65536];
  ssize_t size = read(file, request, sizeof request);
  if (size <= 0) fail("no request");
  if (connections < 1 || connections > MOST || rate <= 0 || seconds <= 0) fail("1 to 4096 connections, a rate and seconds");
  connection = calloc(connections, sizeof *connection);
  /* A ring of the connections that have nothing to wait for. */
  int idle[MOST + 1], first = 0, next = 0;
  for (int i = 0; i < connections; i++) {
    connection[i].fd = dial(atoi(argv[1]));
    fcntl(connection[i].fd, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
    epoll_ctl(epoll, EPOLL_CTL_ADD, connection[i].fd, &event);
    idle[next++] = i;
  }
  uint64_t total = rate * seconds, sent = 0;
  double gap = 1e9 / rate;
  int64_t begin = now() + 1000000, time = begin, end = begin + (int64_t)((seconds + GRACE_SECONDS) * 1e9);
  struct epoll_event events[256];
  while (answers < total && (time = now()) < end) {
    while (sent < total && first != next && begin + (int64_t)(sent * gap) <= time) {
      Connection *c = &connection[idle[first]];
      first = (first + 1) % (MOST + 1);
      c->due = begin + (int64_t)(sent * gap);
      c->length = 0;
      sent++;
      if (write(c->fd, request, size) != size) fail("a request could not be sent");
    }
    int ready = epoll_wait(epoll, events, 256, 0);
    for (int k = 0; k < ready; k++) {
      Connection *c = &connection[events[k].data.u32];
      ssize_t got = read(c->fd, c->in + c->length, sizeof c->in - 1 - c->length);
      if (got < 0 && errno == EAGAIN) continue;
      if (got <= 0) fail("a connection ended");
      c->length += got;
      if (!whole(c)) continue;
      if (strncmp(c->in + 8, " 200", 4)) fail("an answer other than 200");
      count(now() - c->due);
      idle[next] = c - connection;
      next = (next + 1) % (MOST + 1);
    }
  }
  if (answers < total) fail("too slow for this rate");
  printf("%lu %.0f %.1f %.1f %.1f %.1f\n", answers, answers / ((now() - begin) / 1e9), percentile(0.5), percentile(0.99),
         percentile(0.999), longest / 1e3);
  return 0;
}
