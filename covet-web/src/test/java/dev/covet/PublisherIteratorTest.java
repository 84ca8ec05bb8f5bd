package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

class PublisherIteratorTest {
  /** Notes what a subscriber asks for; the test publishes by hand. */
  private static final class Subscription implements Flow.Subscription {
    private final List<Long> requests = new ArrayList<>();
    private boolean cancelled;

    @Override
    public void request(long n) {
      requests.add(n);
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private final PublisherIterator iterator = new PublisherIterator();
  private final Subscription subscription = new Subscription();

  @Test
  void oneElementIsAskedForAtATime() {
    iterator.onSubscribe(subscription);
    assertThat(subscription.requests).containsExactly(1L);

    iterator.onNext("a");
    assertThat(iterator.hasNext()).isTrue();
    assertThat(iterator.hasNext()).isTrue();
    assertThat(subscription.requests).containsExactly(1L);
    assertThat(iterator.next()).isEqualTo("a");
    assertThat(subscription.requests).containsExactly(1L, 1L);

    iterator.onComplete();
    assertThat(iterator.hasNext()).isFalse();
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theFailureOfThePublisherIsThrown() {
    Exception failure = new Exception("source");
    iterator.onSubscribe(subscription);
    iterator.onError(failure);

    assertThatThrownBy(iterator::hasNext)
        .isInstanceOf(IllegalStateException.class)
        .hasCause(failure);
    assertThatThrownBy(iterator::next).hasCause(failure);
  }

  @Test
  void closingCancelsAndASecondSubscriptionIsRefused() {
    iterator.onSubscribe(subscription);
    Subscription second = new Subscription();

    iterator.onSubscribe(second);
    assertThat(second.cancelled).isTrue();
    assertThat(second.requests).isEmpty();
    assertThat(subscription.cancelled).isFalse();

    iterator.close();
    assertThat(subscription.cancelled).isTrue();
  }

  @Test
  void aSubscriptionAfterClosingIsCancelled() {
    iterator.close();

    iterator.onSubscribe(subscription);

    assertThat(subscription.cancelled).isTrue();
    assertThat(subscription.requests).isEmpty();
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    iterator.onSubscribe(subscription);
    Thread.currentThread().interrupt();

    assertThatThrownBy(iterator::hasNext)
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aPublisherIsSentAsAnArrayFromOtherThreads() throws Exception {
    try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
      Response<?> answer = Values.toResponse(publisher, ResultType.UNKNOWN);
      for (int i = 0; i < 3; i++) {
        publisher.submit(i);
      }
      publisher.close();

      assertThat(answer.body().kind()).isEqualTo(ResponseBody.Kind.STREAMED);
      assertThat(Exchange.text(answer)).isEqualTo("[<0>,<1>,<2>]");
    }
  }
}
