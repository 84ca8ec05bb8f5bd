package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a result from its declared type, and what is written of it. */
class ResultTypeTest {
  static class User {
    @Override
    public String toString() {
      return "user";
    }
  }

  static final class Admin extends User {}

  static class Users<T> implements Iterator<Optional<T>> {
    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public Optional<T> next() {
      return Optional.empty();
    }
  }

  static final class AllUsers extends Users<List<User>> {}

  /** Types that handlers declare. */
  interface Declares<X, Y extends User, Z extends Comparable<Z>> {
    User plain();

    List<User> list();

    Response<User> response();

    Response<?> any();

    @SuppressWarnings("rawtypes")
    Optional raw();

    Optional<User> optional();

    CompletionStage<List<User>> stage();

    CompletableFuture<Response<User>> future();

    Stream<? extends User> stream();

    Iterator<User[]> iterator();

    Flow.Publisher<User> publisher();

    SubmissionPublisher<User> submission();

    Users<User> users();

    AllUsers allUsers();

    Object object();

    X variable();

    Y bounded();

    Z recursive();

    List<X>[] array();

    Optional<X> optionalVariable();
  }

  private static ResultType of(String name) throws NoSuchMethodException {
    return ResultType.of(Declares.class.getMethod(name).getGenericReturnType());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain|User|Object",
        "list|List<User>|Object",
        "response|Response<User>|User",
        "any|Response<?>|?",
        "raw|Optional|Object",
        "optional|Optional<User>|User",
        "stage|CompletionStage<List<User>>|List<User>",
        "future|CompletableFuture<Response<User>>|Response<User>",
        "stream|Stream<? extends User>|? extends User",
        "iterator|Iterator<User[]>|User[]",
        "publisher|Publisher<User>|User",
        "submission|SubmissionPublisher<User>|User",
        "users|Users<User>|Optional<User>",
        "allUsers|AllUsers|Optional<List<User>>",
        "object|Object|Object",
        "variable|X|Object",
        "bounded|Y|Object",
        "recursive|Z|Object",
        "array|List<X>[]|Object",
        "optionalVariable|Optional<X>|X"
      })
  void aTypeIsTakenApart(String name, String whole, String content) throws Exception {
    ResultType type = of(name);
    assertThat(simple(type.type())).isEqualTo(whole);
    assertThat(simple(type.content().type())).isEqualTo(content);
  }

  private static String simple(Type type) {
    return type.getTypeName().replaceAll("[\\w.]+[.$](?=\\w)", "");
  }

  @Test
  void whatHoldsOthersIsTakenApartToItsEnd() throws Exception {
    assertThat(of("future").content().content().type()).isEqualTo(User.class);
    assertThat(ResultType.of(null)).isSameAs(ResultType.UNKNOWN);
    assertThat(ResultType.UNKNOWN.content()).isSameAs(ResultType.UNKNOWN);
  }

  private static String written(@Nullable Object value, String declared) throws Exception {
    return Served.text(Values.toResponse(value, of(declared)))
        .replace(ResultTypeTest.class.getName() + "$", "");
  }

  @Test
  void whatIsDeclaredIsWhatIsWritten() throws Exception {
    User admin = new Admin();
    assertThat(written(admin, "plain")).isEqualTo("<user as User>");
    assertThat(written(Optional.of(admin), "optional")).isEqualTo("<user as User>");
    assertThat(written(Response.ok(admin).status(202), "response")).isEqualTo("<user as User>");
    assertThat(written(CompletableFuture.completedFuture(Response.json(admin)), "future"))
        .isEqualTo("<user as User>");
    assertThat(written(new ArrayList<>(List.of(admin)), "list"))
        .isEqualTo("<[user] as java.util.List<User>>");
    assertThat(written(Stream.of(admin, admin), "stream"))
        .isEqualTo("[<user as ? extends User>,<user as ? extends User>]");
    assertThat(written(List.of(admin).iterator(), "publisher")).isEqualTo("[<user as User>]");
  }

  @Test
  void withoutADeclarationTheValueSpeaksForItself() throws Exception {
    User admin = new Admin();
    assertThat(written(admin, "object")).isEqualTo("<user>");
    assertThat(written(Response.ok(admin), "object")).isEqualTo("<user>");
    assertThat(written(Stream.of(admin), "object")).isEqualTo("[<user>]");
    assertThat(written(Optional.of(admin), "raw")).isEqualTo("<user>");
  }

  @Test
  void aResponseOfElementsIsAnArrayOfWhatIsDeclared() throws Exception {
    Response<?> response = Response.ok(Stream.of(new Admin()));
    assertThat(Served.text(response)).isEqualTo("[<user>]");
    Type elements = Declares.class.getMethod("iterator").getGenericReturnType();
    assertThat(
            Served.text(
                Response.ok(List.of(new Admin()).iterator()).writtenAs(ResultType.of(elements))))
        .isEqualTo("[<user as " + User[].class.getTypeName() + ">]");
  }

  @Test
  void aResponseWithoutAValueStaysAsItIs() throws Exception {
    Response<?> text = Response.text("x");
    assertThat(Values.toResponse(text, of("response"))).isSameAs(text);
    Response<?> value = Response.ok(new Admin());
    assertThat(Values.toResponse(value, of("object"))).isSameAs(value);
  }
}
