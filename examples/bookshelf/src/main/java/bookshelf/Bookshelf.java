package bookshelf;

import dev.covet.Context;
import dev.covet.CookieParam;
import dev.covet.Covet;
import dev.covet.Default;
import dev.covet.Delete;
import dev.covet.FormParam;
import dev.covet.Get;
import dev.covet.HeaderParam;
import dev.covet.HttpException;
import dev.covet.PageSize;
import dev.covet.Post;
import dev.covet.Put;
import dev.covet.Response;
import dev.covet.Status;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The bookshelf. */
public final class Bookshelf {
  enum Genre {
    novel,
    poetry,
    science
  }

  record NewBook(
      @Size(min = 1, max = 100) String title,
      @Pattern(regexp = "[0-9]{13}") String isbn,
      @Positive @Max(5000) int pages,
      @Positive double price,
      Genre genre,
      @Nullable LocalDate published) {
    Book numbered(int id) {
      return new Book(title, isbn, pages, price, genre, published, id);
    }
  }

  record Book(
      String title,
      String isbn,
      int pages,
      double price,
      Genre genre,
      @Nullable LocalDate published,
      int id) {}

  record NewUser(@Size(min = 1, max = 40) String name, @Size(min = 8) String password) {}

  record User(String name) {}

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, Book> books = new ConcurrentSkipListMap<>();
  private final Map<String, NewUser> users = new ConcurrentHashMap<>();

  private Bookshelf() {}

  /**
   * Serves until it is stopped.
   *
   * @param args flags as in {@code ./covet run}
   */
  public static void main(String[] args) {
    Covet app = Covet.create(args);
    Bookshelf shelf = new Bookshelf();
    app.title("Bookshelf");
    app.provide(User.class, Token.class, shelf::currentUser);
    app.add(shelf);
    app.start();
  }

  @Get("/")
  Map<String, String> hello() {
    return Map.of("message", "Hello, reader!");
  }

  record Found(List<Book> items, int total) {}

  @Get("/books")
  Found find(
      @Size(max = 50) @Nullable String q,
      @Nullable Genre genre,
      @Default("0") @PositiveOrZero int skip,
      @PageSize(standard = 10, max = 100) int limit) {
    List<Book> found =
        books.values().stream()
            .filter(b -> q == null || b.title().contains(q))
            .filter(b -> genre == null || b.genre() == genre)
            .toList();
    return new Found(found.stream().skip(skip).limit(limit).toList(), found.size());
  }

  @Post("/books")
  Response<Book> add(NewBook book) {
    Book added = book.numbered(ids.incrementAndGet());
    books.put(added.id(), added);
    return Response.json(added).status(201).header("Location", "/books/" + added.id());
  }

  Book existing(int id) {
    Book book = books.get(id);
    if (book == null) {
      throw new HttpException(404, "no such book");
    }
    return book;
  }

  @Get("/books/{id}")
  Book get(int id) {
    return existing(id);
  }

  @Put("/books/{id}")
  Book replace(int id, NewBook book) {
    existing(id);
    Book changed = book.numbered(id);
    books.put(id, changed);
    return changed;
  }

  @Delete("/books/{id}")
  void delete(int id) {
    existing(id);
    books.remove(id);
  }

  record Count(Genre genre, long books) {}

  @Get("/genres/{genre}")
  Count count(Genre genre) {
    return new Count(genre, books.values().stream().filter(b -> b.genre() == genre).count());
  }

  @Post("/users")
  @Status(201)
  User register(NewUser user) {
    if (users.putIfAbsent(user.name(), user) != null) {
      throw new HttpException(409, "the name is taken");
    }
    return new User(user.name());
  }

  record LoggedIn(String token) {}

  @Post("/login")
  LoggedIn login(@FormParam String name, @FormParam String password) {
    NewUser user = users.get(name);
    if (user == null || !user.password().equals(password)) {
      throw new HttpException(401, "wrong name or password");
    }
    return new LoggedIn("token-of-" + name);
  }

  record Token(@HeaderParam("x-token") @Default("") String token) {}

  User currentUser(Token in) {
    String name = in.token().replaceFirst("^token-of-", "");
    if (!users.containsKey(name)) {
      throw new HttpException(401, "who are you?");
    }
    return new User(name);
  }

  @Get("/me")
  User me(@Context User user) {
    return user;
  }

  record Look(String language, String theme, List<Integer> sizes) {}

  @Get("/look")
  Look look(
      @HeaderParam @Default("en") String acceptLanguage,
      @CookieParam @Default("light") String theme,
      @HeaderParam List<Integer> xSize) {
    return new Look(acceptLanguage, theme, xSize);
  }
}
