package dev.covet.engine.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hashed timing wheel (Varghese and Lauck, 1987) of one event loop: 4,096 slots of about 16.8 ms,
 * so about 69 s a round; later deadlines stay in their slot for more rounds. Setting, moving and
 * removing a deadline is a few field writes, whatever the number of connections. A node fires up to
 * one slot late, never early. Event loop only.
 */
public final class TimerWheel {
  private static final int TICK_SHIFT = 24;
  private static final int SLOTS = 4096;
  private static final short UNLINKED = -1;
  private static final short FIRING = -2;

  private final @Nullable TimerNode[] slots = new @Nullable TimerNode[SLOTS];

  /** One bit for each slot that holds a node. */
  private final long[] occupied = new long[SLOTS / 64];

  /** The nodes of the slot that is being fired; empty otherwise. */
  private final List<TimerNode> firing = new ArrayList<>();

  /** All ticks before this one have been handled. */
  private long tick;

  private int size;

  /**
   * A wheel.
   *
   * @param now nanoseconds on the scale of {@link System#nanoTime()}
   */
  public TimerWheel(long now) {
    tick = now >> TICK_SHIFT;
  }

  /** The number of deadlines. */
  public int size() {
    return size;
  }

  /**
   * Sets or moves the deadline of a node.
   *
   * @param node the node
   * @param at when to fire, on the scale of {@link System#nanoTime()}
   */
  public void schedule(TimerNode node, long at) {
    // One tick later than the deadline's own, because a tick is handled at its beginning.
    long due = Math.max((at >> TICK_SHIFT) + 1, tick);
    int slot = (int) due & SLOTS - 1;
    node.at = at;
    if (node.slot == slot) {
      return;
    }
    if (node.slot >= 0) {
      unlink(node);
    }
    link(node, slot);
  }

  /**
   * Removes the deadline of a node, if it has one.
   *
   * @param node the node
   */
  public void cancel(TimerNode node) {
    if (node.slot >= 0) {
      unlink(node);
    }
    node.slot = UNLINKED;
  }

  /**
   * Fires what is due.
   *
   * @param now nanoseconds on the scale of {@link System#nanoTime()}
   */
  public void advance(long now) {
    long last = now >> TICK_SHIFT;
    if (last - tick >= SLOTS) {
      tick = last - SLOTS + 1;
    }
    while (tick <= last) {
      int slot = (int) tick & SLOTS - 1;
      tick++;
      if ((occupied[slot >> 6] & 1L << slot) != 0) {
        fire(slot, now);
      }
    }
  }

  /**
   * How long the loop may sleep.
   *
   * @param now nanoseconds on the scale of {@link System#nanoTime()}
   * @return nanoseconds to the next slot that holds a node, at least 1, or -1 if there is none
   */
  public long delay(long now) {
    if (size == 0) {
      return -1;
    }
    int from = (int) tick & SLOTS - 1;
    int word = from >> 6;
    long bits = occupied[word] & -1L << from;
    for (int i = 0; i <= occupied.length; i++) {
      if (bits != 0) {
        int slot = (word << 6) + Long.numberOfTrailingZeros(bits);
        long due = tick + (slot - from & SLOTS - 1);
        return Math.max(1, (due << TICK_SHIFT) - now);
      }
      word = word + 1 & occupied.length - 1;
      bits = occupied[word];
    }
    throw new IllegalStateException("a node is linked and no slot is occupied");
  }

  /**
   * Empties the slot first and fires then, because a node that fires may set and cancel any
   * deadline.
   */
  private void fire(int slot, long now) {
    for (TimerNode node = slots[slot]; node != null; node = slots[slot]) {
      unlink(node);
      node.slot = FIRING;
      firing.add(node);
    }
    try {
      for (TimerNode node : firing) {
        if (node.slot != FIRING) {
          continue;
        }
        node.slot = UNLINKED;
        if (node.at - now > 0) {
          schedule(node, node.at);
        } else {
          node.expired(now);
        }
      }
    } finally {
      relinkUnfired();
    }
  }

  /** When a node has failed, the others of its slot fire in the next tick. */
  private void relinkUnfired() {
    for (TimerNode node : firing) {
      if (node.slot == FIRING) {
        schedule(node, node.at);
      }
    }
    firing.clear();
  }

  private void link(TimerNode node, int slot) {
    TimerNode head = slots[slot];
    node.slot = (short) slot;
    node.previous = null;
    node.next = head;
    if (head != null) {
      head.previous = node;
    }
    slots[slot] = node;
    occupied[slot >> 6] |= 1L << slot;
    size++;
  }

  private void unlink(TimerNode node) {
    TimerNode before = node.previous;
    TimerNode after = node.next;
    if (before != null) {
      before.next = after;
    } else {
      slots[node.slot] = after;
      if (after == null) {
        occupied[node.slot >> 6] &= ~(1L << node.slot);
      }
    }
    if (after != null) {
      after.previous = before;
    }
    node.previous = null;
    node.next = null;
    node.slot = UNLINKED;
    size--;
  }
}
