package dev.covet;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes the elements of a publisher one at a time: the next is asked for when the client has taken
 * the last, so a slow client slows the publisher. The publisher's threads hand over; the thread
 * that serves the request waits.
 */
final class PublisherIterator implements Iterator<Object>, Flow.Subscriber<Object>, AutoCloseable {
  private record Signal(@Nullable Object element, @Nullable Throwable failure) {}

  private static final Signal END = new Signal(null, null);

  /** Never holds more than one element and one end, because one element is asked for at a time. */
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;
  private @Nullable Signal next;

  static PublisherIterator of(Flow.Publisher<?> publisher) {
    PublisherIterator iterator = new PublisherIterator();
    publisher.subscribe(iterator);
    return iterator;
  }

  @Override
  public boolean hasNext() {
    Signal signal = next;
    if (signal == null) {
      signal = take();
      next = signal;
    }
    if (signal.failure() != null) {
      throw new IllegalStateException("the publisher failed", signal.failure());
    }
    return signal != END;
  }

  private Signal take() {
    try {
      return signals.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a publisher", e);
    }
  }

  @Override
  public Object next() {
    if (!hasNext() || next == null || next.element() == null) {
      throw new NoSuchElementException();
    }
    Object element = next.element();
    next = null;
    Flow.Subscription current = subscription;
    if (current != null) {
      current.request(1);
    }
    return element;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (subscription != null || closed) {
      given.cancel();
      return;
    }
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(Object element) {
    signals.add(new Signal(element, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(null, failure));
  }

  @Override
  public void onComplete() {
    signals.add(END);
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
  }
}
