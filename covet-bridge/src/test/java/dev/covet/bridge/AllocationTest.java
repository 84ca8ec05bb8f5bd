package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.http.IncomingRequest;
import dev.covet.spi.Application;
import dev.covet.spi.ApplicationDescription;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.ServerCalls;
import dev.covet.spi.ServingPlan;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes, not times: they do not depend on the machine. */
class AllocationTest {
  /** The thread of the request (272 without compact headers) and what belongs to it. */
  private static final long BUDGET = 400;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRequestOnItsLoopAllocatesItsThreadAndOneObject(boolean observed) {
    Threads threads = new Threads();
    Dispatcher dispatcher =
        new Dispatcher(
            new Plain(new FakeExchange(new WarmUpLoop())),
            new Placement(true, Lane.LOOP, threads.carriers(), threads.starter()),
            new ResponseWriter(new Chunks(1)),
            threads.after(),
            new CoarseClock(),
            threads.starter(),
            observed,
            new Overload(OverloadMarks.NONE),
            null,
            null);
    FakeExchange exchange = new FakeExchange(new WarmUpLoop());
    ThreadMXBean threadBean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int count = 20_000;
    serve(dispatcher, exchange, count);
    long before = threadBean.getCurrentThreadAllocatedBytes();
    serve(dispatcher, exchange, count);
    long each = (threadBean.getCurrentThreadAllocatedBytes() - before) / count;
    threads.close();
    assertThat(exchange.answered).isEqualTo(2L * count * "Hello, World!".length());
    assertThat(exchange.aborted).isFalse();
    assertThat(each).isBetween(200L, BUDGET);
  }

  private static void serve(Dispatcher dispatcher, FakeExchange exchange, int count) {
    for (int i = 0; i < count; i++) {
      if (!dispatcher.handle(exchange).equals(Serving.DONE)) {
        throw new AssertionError("not answered at once");
      }
    }
  }

  /** Answers without allocating. */
  private record Plain(Request request, ServingPlan plan, Response<?> response)
      implements Application {
    Plain(IncomingRequest incoming) {
      this(
          Requests.of(incoming),
          FakeApplication.plan("/", ServingPlan.Placement.AUTO),
          Response.text("Hello, World!"));
    }

    @Override
    public Request accept(IncomingRequest incoming) {
      return request;
    }

    @Override
    public ServingPlan plan(Request any) {
      return plan;
    }

    @Override
    public Response<?> handle(Request any, ServerCalls calls) {
      return response;
    }

    @Override
    public Response<?> failed(Request any, Response<?> unsent, Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void failedLate(Request any, Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public List<RouteDescription> routes() {
      return List.of();
    }

    @Override
    public ApplicationDescription description() {
      throw new AssertionError("nobody asks");
    }

    @Override
    public List<Runnable> after(Request any) {
      return List.of();
    }

    @Override
    public void ended(Request any) {}

    @Override
    public void released(Request any) {}
  }
}
