package dev.covet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Representations that can not be. */
final class ContentMistakes {
  private ContentMistakes() {}

  record Sheet(String name) {}

  static class NothingWrites {
    @Get
    @Produces("text/csv")
    Sheet find() {
      return new Sheet("");
    }
  }

  static class NothingWritesOptional {
    @Get
    @Produces("text/csv")
    Optional<Response<List<Sheet>>> find() {
      return Optional.empty();
    }
  }

  static class Streams {
    @Get
    @Produces("text/csv")
    Stream<Sheet> find() {
      return Stream.of();
    }
  }

  static class TwoTexts {
    @Get
    @Produces({"text/plain", "text/html"})
    String find() {
      return "";
    }
  }

  static class Nothing {
    @Get
    @Produces("text/plain")
    void find() {}
  }

  static class Ranges {
    @Get
    @Produces("text/*")
    String find() {
      return "";
    }
  }

  static class Malformed {
    @Get
    @Produces("csv")
    String find() {
      return "";
    }
  }

  static class NoTypes {
    @Post
    @Consumes({})
    String find() {
      return "";
    }
  }

  static class Alone {
    @Get
    String find() {
      return "";
    }

    @Produces("text/csv")
    String other() {
      return "";
    }
  }

  static Mistakes all() {
    Mistakes wrong = new Mistakes();
    wrong.add("nothing writes a type", app -> app.add(new NothingWrites()));
    wrong.add("nothing writes what is held", app -> app.add(new NothingWritesOptional()));
    wrong.add("streams other than JSON", app -> app.add(new Streams()));
    wrong.add("one text as two types", app -> app.add(new TwoTexts()));
    wrong.add("no result", app -> app.add(new Nothing()));
    wrong.add("a range", app -> app.add(new Ranges()));
    wrong.add("no media type", app -> app.add(new Malformed()));
    wrong.add("an empty list", app -> app.add(new NoTypes()));
    wrong.add("@Produces without a route", app -> app.add(new Alone()));
    return wrong;
  }
}
