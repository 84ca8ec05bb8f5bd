package dev.covet;

import dev.covet.http.Method;
import java.io.InputStream;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records that can not be the input of a route. */
final class RecordMistakes {
  private RecordMistakes() {}

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

  static Mistakes all() {
    Mistakes wrong = new Mistakes();
    wrong.add("String", app -> app.route(Method.GET, "/", String.class, in -> "bound"));
    wrong.add("int", app -> app.route(Method.GET, "/", int.class, in -> "bound"));
    wrong.add("int[]", app -> app.route(Method.GET, "/", int[].class, in -> "bound"));
    wrong.add("Plain", app -> app.route(Method.GET, "/", Plain.class, in -> "bound"));
    wrong.add("Face", app -> app.route(Method.GET, "/", Face.class, in -> "bound"));
    wrong.add("DayOfWeek", app -> app.route(Method.GET, "/", DayOfWeek.class, in -> "bound"));
    wrong.add("Inner", app -> app.route(Method.GET, "/", Inner.class, in -> "bound"));
    wrong.add("Typed", app -> app.route(Method.GET, "/", Typed.class, in -> "bound"));
    wrong.add("TypedBody", app -> app.route(Method.POST, "/", TypedBody.class, in -> "bound"));
    wrong.add("Two", app -> app.route(Method.GET, "/{id}", Two.class, in -> "bound"));
    wrong.add("NoName", app -> app.route(Method.GET, "/", NoName.class, in -> "bound"));
    wrong.add(
        "OtherName", app -> app.route(Method.GET, "/{id}/{name}", OtherName.class, in -> "bound"));
    wrong.add("Unknown", app -> app.route(Method.POST, "/", Unknown.class, in -> "bound"));
    wrong.add("Untexted", app -> app.route(Method.GET, "/", Untexted.class, in -> "bound"));
    wrong.add(
        "ListOfRecords", app -> app.route(Method.POST, "/", ListOfRecords.class, in -> "bound"));
    wrong.add(
        "QueryOfRecords", app -> app.route(Method.GET, "/", QueryOfRecords.class, in -> "bound"));
    wrong.add("ArrayIn", app -> app.route(Method.GET, "/", ArrayIn.class, in -> "bound"));
    wrong.add("BytesIn", app -> app.route(Method.POST, "/", BytesIn.class, in -> "bound"));
    wrong.add("StreamIn", app -> app.route(Method.POST, "/", StreamIn.class, in -> "bound"));
    wrong.add("HeaderRecord", app -> app.route(Method.GET, "/", HeaderRecord.class, in -> "bound"));
    wrong.add(
        "PathRecord", app -> app.route(Method.GET, "/{note}", PathRecord.class, in -> "bound"));
    wrong.add("PathNote", app -> app.route(Method.GET, "/{note}", PathNote.class, in -> "bound"));
    wrong.add("CookieObject", app -> app.route(Method.GET, "/", CookieObject.class, in -> "bound"));
    wrong.add("RawList", app -> app.route(Method.GET, "/", RawList.class, in -> "bound"));
    wrong.add("RawOptional", app -> app.route(Method.GET, "/", RawOptional.class, in -> "bound"));
    wrong.add(
        "OptionalList", app -> app.route(Method.POST, "/", OptionalList.class, in -> "bound"));
    wrong.add("OptionalSet", app -> app.route(Method.GET, "/", OptionalSet.class, in -> "bound"));
    wrong.add("ListOfLists", app -> app.route(Method.POST, "/", ListOfLists.class, in -> "bound"));
    wrong.add(
        "ListOfOptionals", app -> app.route(Method.GET, "/", ListOfOptionals.class, in -> "bound"));
    wrong.add("Wildcard", app -> app.route(Method.GET, "/", Wildcard.class, in -> "bound"));
    wrong.add("AnyEnum", app -> app.route(Method.GET, "/", AnyEnum.class, in -> "bound"));
    wrong.add("PathList", app -> app.route(Method.GET, "/{id}", PathList.class, in -> "bound"));
    wrong.add("PathSet", app -> app.route(Method.GET, "/{id}", PathSet.class, in -> "bound"));
    wrong.add(
        "PathDefault", app -> app.route(Method.GET, "/{id}", PathDefault.class, in -> "bound"));
    wrong.add("UuidIn", app -> app.route(Method.GET, "/{id:int}", UuidIn.class, in -> "bound"));
    wrong.add("IntIn", app -> app.route(Method.GET, "/{id:uuid}", IntIn.class, in -> "bound"));
    wrong.add("DayIn", app -> app.route(Method.GET, "/{id:long}", DayIn.class, in -> "bound"));
    wrong.add("BadDefault", app -> app.route(Method.GET, "/", BadDefault.class, in -> "bound"));
    wrong.add("BadDay", app -> app.route(Method.GET, "/", BadDay.class, in -> "bound"));
    wrong.add(
        "OptionalDefault", app -> app.route(Method.GET, "/", OptionalDefault.class, in -> "bound"));
    wrong.add(
        "NullableDefault", app -> app.route(Method.GET, "/", NullableDefault.class, in -> "bound"));
    wrong.add("ListDefault", app -> app.route(Method.GET, "/", ListDefault.class, in -> "bound"));
    wrong.add("BodyDefault", app -> app.route(Method.POST, "/", BodyDefault.class, in -> "bound"));
    wrong.add(
        "NestedDefault", app -> app.route(Method.GET, "/", NestedDefault.class, in -> "bound"));
    wrong.add(
        "RequestDefault", app -> app.route(Method.GET, "/", RequestDefault.class, in -> "bound"));
    wrong.add("NullableInt", app -> app.route(Method.GET, "/", NullableInt.class, in -> "bound"));
    wrong.add(
        "NullableOptional",
        app -> app.route(Method.GET, "/", NullableOptional.class, in -> "bound"));
    wrong.add(
        "NullableStream", app -> app.route(Method.POST, "/", NullableStream.class, in -> "bound"));
    wrong.add(
        "OptionalStream", app -> app.route(Method.POST, "/", OptionalStream.class, in -> "bound"));
    wrong.add("TwoBodies", app -> app.route(Method.POST, "/", TwoBodies.class, in -> "bound"));
    wrong.add("TwoRecords", app -> app.route(Method.POST, "/", TwoRecords.class, in -> "bound"));
    wrong.add("BodyAndForm", app -> app.route(Method.POST, "/", BodyAndForm.class, in -> "bound"));
    wrong.add("FormAndBody", app -> app.route(Method.POST, "/", FormAndBody.class, in -> "bound"));
    wrong.add("BodyIn", app -> app.route(Method.GET, "/", BodyIn.class, in -> "bound"));
    wrong.add("FormIn", app -> app.route(Method.GET, "/", FormIn.class, in -> "bound"));
    wrong.add("BodyIn HEAD", app -> app.route(Method.HEAD, "/", BodyIn.class, in -> "bound"));
    wrong.add("OtherContext", app -> app.route(Method.GET, "/", OtherContext.class, in -> "bound"));
    wrong.add(
        "OptionalContext", app -> app.route(Method.GET, "/", OptionalContext.class, in -> "bound"));
    wrong.add("BadHeader", app -> app.route(Method.GET, "/", BadHeader.class, in -> "bound"));
    wrong.add("BadCookie", app -> app.route(Method.GET, "/", BadCookie.class, in -> "bound"));
    wrong.add("Tree", app -> app.route(Method.GET, "/", Tree.class, in -> "bound"));
    wrong.add("Self", app -> app.route(Method.GET, "/", Self.class, in -> "bound"));
    wrong.add("Mixed", app -> app.route(Method.GET, "/", Mixed.class, in -> "bound"));
    wrong.add("WithBody", app -> app.route(Method.POST, "/", WithBody.class, in -> "bound"));
    wrong.add("WithUnknown", app -> app.route(Method.GET, "/", WithUnknown.class, in -> "bound"));
    wrong.add("InnerBody", app -> app.route(Method.POST, "/", InnerBody.class, in -> "bound"));
    wrong.add("InnerBodies", app -> app.route(Method.POST, "/", InnerBodies.class, in -> "bound"));
    return wrong;
  }
}
