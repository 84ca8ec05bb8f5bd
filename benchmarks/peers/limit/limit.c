/*
 * The least that a server can do: one epoll loop that counts the ends of requests and sends as many ready-made answers.
 * It parses nothing and checks nothing. What ./covet bench compares with. Usage: limit PORT [PROCESSES]
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static const char ANSWER[] =
    "HTTP/1.1 200 OK\r\nServer: limit\r\nDate: Mon, 23 Nov 2026 10:00:00 GMT\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 13\r\n\r\nHello, World!";

static char in[65536], out[262144];

static int listen_on(int port) {
  int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 4096)) {
    perror("limit");
    exit(1);
  }
  return fd;
}

static void watch(int epoll, int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void accept_all(int epoll, int listener) {
  int fd, one = 1;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    watch(epoll, fd);
  }
}

static void answer(int fd) {
  ssize_t got = recv(fd, in, sizeof in, 0);
  if (got <= 0) {
    if (got == 0 || errno != EAGAIN) close(fd);
    return;
  }
  size_t length = 0;
  for (char *at = in, *end = in + got; (at = memmem(at, end - at, "\r\n\r\n", 4)); at += 4) {
    if (length + sizeof ANSWER > sizeof out) break;
    memcpy(out + length, ANSWER, sizeof ANSWER - 1);
    length += sizeof ANSWER - 1;
  }
  if (length) send(fd, out, length, MSG_NOSIGNAL);
}

int main(int count, char **arguments) {
  if (count < 2 || count > 3) return 2;
  /* Each process has a listening socket and a loop of its own. */
  for (int more = count == 3 ? atoi(arguments[2]) - 1 : 0; more > 0 && fork(); more--);
  int listener = listen_on(atoi(arguments[1])), epoll = epoll_create1(0);
  struct epoll_event events[512];
  watch(epoll, listener);
  for (;;) {
    int ready = epoll_wait(epoll, events, 512, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.fd == listener) accept_all(epoll, listener);
      else answer(events[i].data.fd);
    }
  }
}
