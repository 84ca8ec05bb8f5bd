package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.covet.http.Method;
import java.io.InputStream;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an input may not declare, with the whole message for each. */
class BindingPlanTest {
  /** A wrong declaration. */
  record Wrong(Method method, String pattern, Class<?> input, String message) {
    @Override
    public String toString() {
      return input.getSimpleName();
    }
  }

  private static final String HERE = "dev.covet.BindingPlanTest.";

  private static Wrong get(String pattern, Class<?> input, String message) {
    return new Wrong(Method.GET, pattern, input, message);
  }

  private static Wrong post(String pattern, Class<?> input, String message) {
    return new Wrong(Method.POST, pattern, input, message);
  }

  record Note(String text) {}

  static class Plain {}

  class Inner {}

  interface Face {}

  record Typed<T>(T value) {}

  record TypedBody<T>(@Body List<T> value) {}

  record Two(@PathParam @QueryParam String id) {}

  record NoName(@PathParam String name) {}

  record OtherName(@PathParam("nme") String name) {}

  record Unknown(Object value) {}

  record Untexted(@QueryParam Map<String, String> value) {}

  record ListOfRecords(List<Note> notes) {}

  record QueryOfRecords(@QueryParam List<Note> notes) {}

  record ArrayIn(@QueryParam String[] value) {}

  record BytesIn(byte[] value) {}

  record StreamIn(InputStream value) {}

  record HeaderRecord(@HeaderParam Note note) {}

  record PathRecord(Note note) {}

  record PathNote(@PathParam Note note) {}

  record CookieObject(@CookieParam Thread session) {}

  @SuppressWarnings("rawtypes")
  record RawList(List ids) {}

  @SuppressWarnings("rawtypes")
  record RawOptional(Optional id) {}

  record OptionalSet(@QueryParam Optional<Set<String>> ids) {}

  record OptionalList(Optional<List<String>> ids) {}

  record ListOfLists(List<List<String>> ids) {}

  record ListOfOptionals(@QueryParam List<Optional<String>> ids) {}

  record Wildcard(List<? extends Number> ids) {}

  record AnyEnum(Enum<?> value) {}

  record PathList(@PathParam List<String> id) {}

  record PathSet(Set<Integer> id) {}

  record PathDefault(@Default("1") int id) {}

  record UuidIn(UUID id) {}

  record IntIn(int id) {}

  record DayIn(DayOfWeek id) {}

  record BadDefault(@Default("many") int limit) {}

  record BadDay(@Default("someday") DayOfWeek day) {}

  record OptionalDefault(@Default("1") Optional<Integer> limit) {}

  record NullableDefault(@Default("1") @Nullable Integer limit) {}

  record ListDefault(@Default("1") List<Integer> ids) {}

  record BodyDefault(@Default("x") @Body String text) {}

  record NestedDefault(@Default("x") @QueryParam Note note) {}

  record RequestDefault(@Default("x") Request request) {}

  record NullableInt(@Nullable int limit) {}

  record NullableOptional(@Nullable Optional<String> q) {}

  record NullableStream(@Body @Nullable InputStream in) {}

  record OptionalStream(@Body Optional<InputStream> in) {}

  record TwoBodies(Note one, @Body String two) {}

  record TwoRecords(Note one, Note two) {}

  record BodyAndForm(Note one, @FormParam String two) {}

  record FormAndBody(@FormParam String one, @FormParam String two, @Body byte[] three) {}

  record BodyIn(Note note) {}

  record FormIn(@FormParam String user) {}

  record OtherContext(@Context Thread thread) {}

  record OptionalContext(@Context Optional<Request> request) {}

  record BadHeader(@HeaderParam("x tag") String tag) {}

  record BadCookie(@CookieParam("a=b") String cookie) {}

  record Tree(@QueryParam Branch branch) {}

  record Branch(String name, @Nullable Branch next) {}

  record Self(@QueryParam @Nullable Self self) {}

  record Mixed(@QueryParam MixedPart part) {}

  record MixedPart(@HeaderParam String tag) {}

  record WithBody(@QueryParam BodyPart part) {}

  record BodyPart(@Body String text) {}

  record WithUnknown(@QueryParam UnknownPart part) {}

  record UnknownPart(Thread thread) {}

  record InnerBody(@Body Inner inner) {}

  record InnerBodies(@Body List<Inner[]> inner) {}

  static Stream<Wrong> wrongs() {
    String plainRemedy = "; declare a record with a component for each value";
    String textRemedy =
        "; use a number, String, enum or another type that has a text, declare app.converter for"
            + " it, or annotate it with @Body";
    String bodyRemedy = "; annotate it with @Body to read it from the body";
    String leaveOut = "leave out the Optional, the collection is empty if there is nothing";
    String oneBody = "; keep one of them, or put both into one record";
    String noBody =
        "; read it from the query with @QueryParam, or declare the route with POST or QUERY";
    String ask = "nothing says where a value of type ";
    return Stream.of(
        get("/", String.class, "java.lang.String: it is no record" + plainRemedy),
        get("/", int.class, "int: it is no record" + plainRemedy),
        get("/", int[].class, "int[]: it is no record" + plainRemedy),
        get("/", Plain.class, HERE + "Plain: it is no record" + plainRemedy),
        get("/", Face.class, HERE + "Face: it is no record" + plainRemedy),
        get("/", DayOfWeek.class, "java.time.DayOfWeek: it is no record" + plainRemedy),
        get("/", Inner.class, HERE + "Inner: it is an inner class, no record" + plainRemedy),
        get(
            "/",
            Typed.class,
            HERE
                + "Typed.value: nothing says at run time what the type variable T is; write the"
                + " type itself"),
        post(
            "/",
            TypedBody.class,
            HERE
                + "TypedBody.value: nothing says at run time what the type variable T is; write the"
                + " type itself"),
        get(
            "/{id}",
            Two.class,
            HERE + "Two.id: it has @PathParam and @QueryParam; keep the one that it is read from"),
        get(
            "/",
            NoName.class,
            HERE
                + "NoName.name: the pattern has no parameter 'name', it has none; write {name} in"
                + " the pattern, or name it @PathParam(\"…\")"),
        get(
            "/{id}/{name}",
            OtherName.class,
            HERE
                + "OtherName.name: the pattern has no parameter 'nme', only [id, name]; write {nme}"
                + " in the pattern, or name it @PathParam(\"…\")"),
        post(
            "/",
            Unknown.class,
            HERE + "Unknown.value: " + ask + "java.lang.Object comes from" + bodyRemedy),
        get(
            "/",
            Untexted.class,
            HERE
                + "Untexted.value: a query parameter can not be made into"
                + " java.util.Map<java.lang.String, java.lang.String>"
                + textRemedy),
        post(
            "/",
            ListOfRecords.class,
            HERE
                + "ListOfRecords.notes: "
                + ask
                + "java.util.List<dev.covet.BindingPlanTest.Note> comes from"
                + bodyRemedy),
        get(
            "/",
            QueryOfRecords.class,
            HERE
                + "QueryOfRecords.notes: a query parameter can not be made into"
                + " java.util.List<dev.covet.BindingPlanTest.Note>"
                + textRemedy),
        get(
            "/",
            ArrayIn.class,
            HERE
                + "ArrayIn.value: a query parameter can not be made into java.lang.String[]; use a"
                + " List"),
        post("/", BytesIn.class, HERE + "BytesIn.value: " + ask + "byte[] comes from" + bodyRemedy),
        post(
            "/",
            StreamIn.class,
            HERE + "StreamIn.value: " + ask + "java.io.InputStream comes from" + bodyRemedy),
        get(
            "/",
            HeaderRecord.class,
            HERE
                + "HeaderRecord.note: a header can not be made into"
                + " dev.covet.BindingPlanTest.Note"
                + textRemedy),
        get(
            "/{note}",
            PathRecord.class,
            HERE
                + "PathRecord.note: a path parameter can not be made into"
                + " dev.covet.BindingPlanTest.Note"
                + textRemedy),
        get(
            "/{note}",
            PathNote.class,
            HERE
                + "PathNote.note: a path parameter can not be made into"
                + " dev.covet.BindingPlanTest.Note"
                + textRemedy),
        get(
            "/",
            CookieObject.class,
            HERE
                + "CookieObject.session: a cookie can not be made into java.lang.Thread"
                + textRemedy),
        get(
            "/",
            RawList.class,
            HERE
                + "RawList.ids: its type List has no type argument; write List<String>, for"
                + " example"),
        get(
            "/",
            RawOptional.class,
            HERE
                + "RawOptional.id: its type Optional has no type argument; write Optional<String>,"
                + " for example"),
        post(
            "/",
            OptionalList.class,
            HERE
                + "OptionalList.ids: "
                + ask
                + "java.util.Optional<java.util.List<java.lang.String>> comes from; "
                + leaveOut),
        get(
            "/",
            OptionalSet.class,
            HERE
                + "OptionalSet.ids: a query parameter can not be made into"
                + " java.util.Optional<java.util.Set<java.lang.String>>; "
                + leaveOut),
        post(
            "/",
            ListOfLists.class,
            HERE
                + "ListOfLists.ids: "
                + ask
                + "java.util.List<java.util.List<java.lang.String>> comes from"
                + bodyRemedy),
        get(
            "/",
            ListOfOptionals.class,
            HERE
                + "ListOfOptionals.ids: a query parameter can not be made into"
                + " java.util.List<java.util.Optional<java.lang.String>>"
                + textRemedy),
        get(
            "/",
            Wildcard.class,
            HERE
                + "Wildcard.ids: its type holds the wildcard ? extends java.lang.Number; write the"
                + " type itself"),
        get(
            "/",
            AnyEnum.class,
            HERE + "AnyEnum.value: its type holds the wildcard ?; write the type itself"),
        get(
            "/{id}",
            PathList.class,
            HERE + "PathList.id: a path parameter has one value; declare String"),
        get(
            "/{id}",
            PathSet.class,
            HERE + "PathSet.id: a path parameter has one value; declare Integer"),
        get(
            "/{id}",
            PathDefault.class,
            HERE + "PathDefault.id: a path parameter is always there; remove @Default"),
        get(
            "/{id:int}",
            UuidIn.class,
            HERE
                + "UuidIn.id: {id:int} in the pattern never fits java.util.UUID; change the type of"
                + " one of them"),
        get(
            "/{id:uuid}",
            IntIn.class,
            HERE
                + "IntIn.id: {id:uuid} in the pattern never fits int; change the type of one of"
                + " them"),
        get(
            "/{id:long}",
            DayIn.class,
            HERE
                + "DayIn.id: {id:long} in the pattern never fits java.time.DayOfWeek; change the"
                + " type of one of them"),
        get(
            "/",
            BadDefault.class,
            HERE
                + "BadDefault.limit: its @Default 'many' can not be converted; it must be a whole"
                + " number"),
        get(
            "/",
            BadDay.class,
            HERE
                + "BadDay.day: its @Default 'someday' can not be converted; it must be one of"
                + " monday, tuesday, wednesday, thursday, friday, saturday, sunday"),
        get(
            "/",
            OptionalDefault.class,
            HERE
                + "OptionalDefault.limit: with @Default there is always a value; remove @Default or"
                + " the Optional"),
        get(
            "/",
            NullableDefault.class,
            HERE
                + "NullableDefault.limit: with @Default there is always a value; remove @Default or"
                + " @Nullable"),
        get(
            "/",
            ListDefault.class,
            HERE + "ListDefault.ids: a collection has no @Default; remove @Default"),
        post(
            "/",
            BodyDefault.class,
            HERE
                + "BodyDefault.text: a body has no @Default; remove it, or make the component"
                + " @Nullable"),
        get(
            "/",
            NestedDefault.class,
            HERE + "NestedDefault.note: a record has no @Default; put @Default on its components"),
        get(
            "/",
            RequestDefault.class,
            HERE + "RequestDefault.request: the request is always there; remove @Default"),
        get(
            "/",
            NullableInt.class,
            HERE
                + "NullableInt.limit: its type int is never null; use its class in place of it, or"
                + " remove @Nullable"),
        get(
            "/",
            NullableOptional.class,
            HERE + "NullableOptional.q: its type Optional is never null; remove @Nullable"),
        post(
            "/",
            NullableStream.class,
            HERE
                + "NullableStream.in: a stream is always there, perhaps empty; declare a plain"
                + " InputStream"),
        post(
            "/",
            OptionalStream.class,
            HERE
                + "OptionalStream.in: a stream is always there, perhaps empty; declare a plain"
                + " InputStream"),
        post(
            "/",
            TwoBodies.class,
            HERE + "TwoBodies.two: the body is read already by one" + oneBody),
        post(
            "/",
            TwoRecords.class,
            HERE + "TwoRecords.two: the body is read already by one" + oneBody),
        post(
            "/",
            BodyAndForm.class,
            HERE + "BodyAndForm.two: the body is read already by one" + oneBody),
        post(
            "/",
            FormAndBody.class,
            HERE + "FormAndBody.three: the body is read already by one" + oneBody),
        get("/", BodyIn.class, HERE + "BodyIn.note: a GET request has no body" + noBody),
        get("/", FormIn.class, HERE + "FormIn.user: a GET request has no body" + noBody),
        new Wrong(
            Method.HEAD,
            "/",
            BodyIn.class,
            HERE + "BodyIn.note: a HEAD request has no body" + noBody),
        get(
            "/",
            OtherContext.class,
            HERE
                + "OtherContext.thread: nobody provides java.lang.Thread; declare"
                + " app.provide(Thread.class, …)"),
        get(
            "/",
            OptionalContext.class,
            HERE
                + "OptionalContext.request: what is provided is one value that is always there;"
                + " declare a plain Request"),
        get(
            "/",
            BadHeader.class,
            HERE
                + "BadHeader.tag: 'x tag' can not be the name of a header; use letters, digits and"
                + " dashes"),
        get(
            "/",
            BadCookie.class,
            HERE
                + "BadCookie.cookie: 'a=b' can not be the name of a cookie; use letters, digits and"
                + " dashes"),
        get(
            "/",
            Tree.class,
            HERE
                + "Branch.next: the record dev.covet.BindingPlanTest.Branch contains itself; read"
                + " it from JSON with @Body"),
        get(
            "/",
            Self.class,
            HERE
                + "Self.self: the record dev.covet.BindingPlanTest.Self contains itself; read it"
                + " from JSON with @Body"),
        get(
            "/",
            Mixed.class,
            HERE
                + "MixedPart.tag: it stands in a record that is read from the query; remove its"
                + " annotation, or move it to the input itself"),
        post(
            "/",
            WithBody.class,
            HERE
                + "BodyPart.text: it stands in a record that is read from the query; remove its"
                + " annotation, or move it to the input itself"),
        get(
            "/",
            WithUnknown.class,
            HERE
                + "UnknownPart.thread: a query parameter can not be made into java.lang.Thread"
                + textRemedy),
        post(
            "/",
            InnerBody.class,
            HERE
                + "InnerBody.inner: dev.covet.BindingPlanTest.Inner is an inner class, which only"
                + " its outer object can make; make it static or a record"),
        post(
            "/",
            InnerBodies.class,
            HERE
                + "InnerBodies.inner: dev.covet.BindingPlanTest.Inner is an inner class, which only"
                + " its outer object can make; make it static or a record"));
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void aWrongInputStopsTheStart(Wrong wrong) {
    Covet app = Served.app();
    app.route(wrong.method(), wrong.pattern(), wrong.input(), in -> "bound");

    IllegalStateException failure =
        catchThrowableOfType(IllegalStateException.class, app::assemble);

    assertThat(failure).as("the application started").isNotNull();
    assertThat(failure.getMessage().replaceFirst("\\.java:[0-9]+", ""))
        .isEqualTo(
            wrong.method() + " " + wrong.pattern() + " (BindingPlanTest): " + wrong.message());
  }

  @Test
  void theMessageNamesTheLineOfTheRoute() {
    Covet app = Served.app();
    int line = Thread.currentThread().getStackTrace()[1].getLineNumber() + 1;
    app.get("/", String.class, in -> "bound");

    IllegalStateException failure =
        catchThrowableOfType(IllegalStateException.class, app::assemble);

    assertThat(failure).hasMessageStartingWith("GET / (BindingPlanTest.java:" + line + "): ");
  }

  @Test
  void aPatternOfGroupsIsNamedAsAWhole() {
    Covet app = Served.app();
    app.group("/a/{id}", g -> g.get("/b", NoName.class, in -> "bound"));

    IllegalStateException failure =
        catchThrowableOfType(IllegalStateException.class, app::assemble);

    assertThat(failure).hasMessageStartingWith("GET /a/{id}/b (").hasMessageContaining("only [id]");
  }

  @Test
  void typedPatternsFitTheirTypes() {
    record Good(
        @PathParam("a") long number, @PathParam("b") UUID key, @PathParam("c") String text) {}

    Covet app = Served.app();
    app.get("/{a:int}/{b:uuid}/{c:long}", Good.class, Good::toString);

    String target = "/1/7ab1e0f6-1c2b-4c3d-9e8f-000000000001/2";
    assertThat(Served.text(new Served(app).get(target)))
        .isEqualTo("Good[number=1, key=7ab1e0f6-1c2b-4c3d-9e8f-000000000001, text=2]");
  }
}
