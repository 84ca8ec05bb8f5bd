package dev.covet;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.atomic.SpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The members of a room whose WebSockets live on one event loop: a message crosses to the loop
 * once, and is handed on there by reference, to a number of members in each turn of the loop, so
 * that a large room does not hold it up.
 */
final class SocketLane implements Runnable {
  /** Members that are told in one turn. */
  private static final int SLICE = 128;

  private static final int CHUNK = 64;

  private final Executor loop;

  /** Messages, and tasks that let members in and out; filled by one thread at a time. */
  private final SpscUnboundedAtomicArrayQueue<Object> steps =
      new SpscUnboundedAtomicArrayQueue<>(CHUNK);

  private final AtomicInteger waiting = new AtomicInteger();

  /** How many members it has; the room's turn only. */
  int size;

  // on the loop only
  private final Set<SocketMember> members = new LinkedHashSet<>();
  private @Nullable RoomMessage current;
  private Iterator<SocketMember> untold = members.iterator();

  SocketLane(Executor loop) {
    this.loop = loop;
  }

  /** Tells a message; the room's turn. */
  void tell(RoomMessage message) {
    if (size > 0) {
      add(message);
    }
  }

  /** Lets a member in, who hears first what it missed; the room's turn. */
  void enter(SocketMember member, List<RoomMessage> missed) {
    member.counted = true;
    size++;
    List<RoomMessage> first = new ArrayList<>(missed);
    Runnable entry =
        () -> {
          members.add(member);
          for (RoomMessage message : first) {
            if (!member.tell(message)) {
              return;
            }
          }
        };
    add(entry);
  }

  /** Lets a member out, once; the room's turn. */
  void leave(SocketMember member) {
    if (!member.counted) {
      return;
    }
    member.counted = false;
    size--;
    Runnable exit = () -> members.remove(member);
    add(exit);
  }

  private void add(Object step) {
    steps.add(step);
    if (waiting.getAndIncrement() == 0) {
      loop.execute(this);
    }
  }

  @Override
  public void run() {
    int told = 0;
    do {
      if (current == null) {
        begin(steps.poll());
      }
      while (current != null && untold.hasNext()) {
        if (told++ == SLICE) {
          loop.execute(this);
          return;
        }
        untold.next().tell(current);
      }
      current = null;
    } while (waiting.decrementAndGet() != 0);
  }

  private void begin(@Nullable Object step) {
    if (step instanceof RoomMessage message) {
      current = message;
      untold = members.iterator();
    } else if (step instanceof Runnable task) {
      task.run();
    }
  }
}
