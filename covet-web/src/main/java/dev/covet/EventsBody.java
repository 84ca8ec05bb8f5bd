package dev.covet;

import dev.covet.spi.CurrentCalls;
import dev.covet.spi.LiveStream;
import dev.covet.spi.ServerCalls;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;

/** A stream of events as a body. */
final class EventsBody extends ProducedBody {
  private final EventWriter writer;
  private final AutoCloseable source;
  private final Type declared;

  private EventsBody(EventWriter writer, AutoCloseable source, Type declared) {
    this.writer = writer;
    this.source = source;
    this.declared = declared;
  }

  static EventsBody of(EventWriter writer) {
    return new EventsBody(writer, () -> {}, Object.class);
  }

  /**
   * The elements of a stream, iterator or publisher, written as the declared type of their data.
   */
  static EventsBody of(Object sequence, Type declared) {
    Elements elements = Elements.of(sequence);
    if (elements == null) {
      throw new IllegalArgumentException(sequence.getClass() + " is no sequence of events");
    }
    EventWriter writer =
        events -> {
          while (elements.all().hasNext()) {
            events.send(elements.all().next());
          }
        };
    return new EventsBody(writer, elements.source(), declared);
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    Events events = new Events(out, declared);
    ServerCalls calls = CurrentCalls.find();
    events.begin();
    LiveStream live = events.live();
    Exception failure = null;
    boolean asked;
    try {
      calls.streamOpened(live);
      writer.write(events);
    } catch (Exception e) {
      failure = e;
    } finally {
      calls.streamClosed(live);
      asked = events.end();
    }
    if (failure != null && !asked) {
      throw failure;
    }
    if (failure != null) {
      Log.WEB.log(Level.DEBUG, "an event stream has ended for a stop of the server", failure);
    }
  }

  @Override
  public void close() {
    close(source);
  }
}
