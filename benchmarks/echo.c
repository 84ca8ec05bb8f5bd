/*
 * Load for a WebSocket echo at /echo: each connection sends a text of 13 bytes and sends it again when it has come
 * back. Checks length and content of what comes. Loopback only, ends by itself. Usage: echo PORT CONNECTIONS SECONDS
 */
#include "client.h"

#include <sys/epoll.h>

static const char HANDSHAKE[] =
    "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
static const char TEXT[] = "Hello, World!";
enum { SIZE = sizeof TEXT - 1, ANSWER = SIZE + 2 };

static unsigned char frame[6 + SIZE];
static struct { int fd, got; } connection[4096];

static int upgraded(int port) {
  int fd = dial(port);
  if (send(fd, HANDSHAKE, sizeof HANDSHAKE - 1, 0) < 0) fail("no handshake");
  char head[2048];
  size_t length = 0;
  do {
    ssize_t got = recv(fd, head + length, sizeof head - 1 - length, 0);
    if (got <= 0) fail("no answer to the handshake");
    length += got;
    head[length] = 0;
  } while (!strstr(head, "\r\n\r\n"));
  if (strncmp(head, "HTTP/1.1 101 ", 13)) fail(head);
  return fd;
}

int main(int argc, char **argv) {
  if (argc != 4) fail("usage: echo PORT CONNECTIONS SECONDS");
  int count = atoi(argv[2]), epoll = epoll_create1(0);
  if (count < 1 || count > 4096) fail("1 to 4096 connections");
  static const unsigned char mask[4] = {0x12, 0x34, 0x56, 0x78};
  frame[0] = 0x81;
  frame[1] = 0x80 | SIZE;
  memcpy(frame + 2, mask, 4);
  for (int i = 0; i < SIZE; i++) frame[6 + i] = TEXT[i] ^ mask[i % 4];
  for (int i = 0; i < count; i++) {
    connection[i].fd = upgraded(atoi(argv[1]));
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
    epoll_ctl(epoll, EPOLL_CTL_ADD, connection[i].fd, &event);
  }
  long answers = 0;
  double begin = seconds(), end = begin + atof(argv[3]);
  for (int i = 0; i < count; i++) send(connection[i].fd, frame, sizeof frame, 0);
  struct epoll_event events[256];
  unsigned char in[256];
  while (seconds() < end) {
    int ready = epoll_wait(epoll, events, 256, 100);
    for (int k = 0; k < ready; k++) {
      int i = events[k].data.u32;
      ssize_t got = recv(connection[i].fd, in, sizeof in, MSG_DONTWAIT);
      if (got <= 0) fail("a connection ended");
      for (ssize_t b = 0; b < got; b++, connection[i].got++) {
        int at = connection[i].got;
        if (at >= ANSWER || in[b] != (at == 0 ? 0x81 : at == 1 ? SIZE : TEXT[at - 2])) fail("a wrong answer");
      }
      if (connection[i].got == ANSWER) {
        connection[i].got = 0;
        answers++;
        send(connection[i].fd, frame, sizeof frame, 0);
      }
    }
  }
  printf("%ld %.0f\n", answers, answers / (seconds() - begin));
  return 0;
}
