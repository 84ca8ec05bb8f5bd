/*
 * Load for a room: N listeners at /room/socket (WebSockets) or /room/events (event streams), and one connection that
 * posts to /room. A message is posted when all have the one before; each must come once to each, in order. Prints the
 * number of deliveries, and how many a second. Loopback only, ends by itself.
 * Usage: fanout PORT sockets|events LISTENERS SECONDS
 */
#include "client.h"

#include <sys/epoll.h>

static const char SOCKET[] =
    "GET /room/socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
static const char EVENTS[] = "GET /room/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
/* What a message is longer by than its number; nothing in it looks like the name of a member. */
static const char REST[] = " ------------------------------------------------------------------------------------------";
enum { MOST = 19000, SECONDS_TO_WAIT = 10 };

/* Where a listener is in the text "data", what follows it, and the number. */
static struct { int fd, matched; long number, last; } listener[MOST];
static long delivered, missing;

/* Sends a request and reads the head of its answer, byte by byte: what comes after it is the listener's. */
static void ask(int fd, const char *request, const char *answer) {
  char head[4096];
  size_t length = 0;
  if (send(fd, request, strlen(request), 0) < 0) fail("a request could not be sent");
  do {
    if (length == sizeof head - 1 || recv(fd, head + length, 1, 0) != 1) fail("no head of an answer");
    head[++length] = 0;
  } while (length < 4 || strcmp(head + length - 4, "\r\n\r\n"));
  if (strncmp(head, answer, strlen(answer))) fail(head);
}

static void got(int i, unsigned char byte, long expected) {
  static const char NAME[] = "data";
  if (listener[i].matched < 4) {
    listener[i].matched = byte == NAME[listener[i].matched] ? listener[i].matched + 1 : byte == NAME[0];
    listener[i].number = -1;
  } else if (byte >= '0' && byte <= '9') {
    listener[i].number = (listener[i].number < 0 ? 0 : listener[i].number * 10) + byte - '0';
  } else if (listener[i].number >= 0) {
    if (listener[i].number != expected || listener[i].last == expected) fail("a message out of order, or twice");
    listener[i].last = expected;
    listener[i].matched = 0;
    delivered++;
    missing--;
  } else if (!strchr("\": ", byte)) {
    listener[i].matched = 0;
  }
}

static void publish(int fd, long number) {
  char text[256], request[512];
  snprintf(text, sizeof text, "%ld%s", number, REST);
  snprintf(request, sizeof request,
           "POST /room HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%s", strlen(text), text);
  ask(fd, request, "HTTP/1.1 204 ");
}

int main(int argc, char **argv) {
  if (argc != 5) fail("usage: fanout PORT sockets|events LISTENERS SECONDS");
  int port = atoi(argv[1]), sockets = !strcmp(argv[2], "sockets"), count = atoi(argv[3]), epoll = epoll_create1(0);
  if (count < 1 || count > MOST) fail("1 to 19000 listeners");
  for (int i = 0; i < count; i++) {
    listener[i].fd = dial(port);
    ask(listener[i].fd, sockets ? SOCKET : EVENTS, sockets ? "HTTP/1.1 101 " : "HTTP/1.1 200 ");
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener[i].fd, &event);
  }
  /* A listener may join just after its answer has left. */
  usleep(200000);
  int publisher = dial(port);
  struct epoll_event events[256];
  static unsigned char in[65536];
  double begin = seconds(), end = begin + atof(argv[4]);
  for (long number = 1; seconds() < end; number++) {
    double latest = seconds() + SECONDS_TO_WAIT;
    missing = count;
    publish(publisher, number);
    while (missing > 0) {
      if (seconds() > latest) fail("a message has not come to all");
      int ready = epoll_wait(epoll, events, 256, 100);
      for (int k = 0; k < ready; k++) {
        int i = events[k].data.u32;
        ssize_t length = recv(listener[i].fd, in, sizeof in, MSG_DONTWAIT);
        if (length <= 0) fail("a listener's connection ended");
        for (ssize_t b = 0; b < length; b++) got(i, in[b], number);
      }
    }
  }
  printf("%ld %.0f\n", delivered, delivered / (seconds() - begin));
  return 0;
}
