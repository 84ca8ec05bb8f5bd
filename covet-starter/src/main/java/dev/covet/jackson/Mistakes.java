package dev.covet.jackson;

import dev.covet.HttpException;
import dev.covet.http.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.util.ClassUtil;

/**
 * Reads on after a mistake as far as that makes sense, and collects what is wrong. Only used for a
 * text that has failed already; one list for each reading, as an attribute of it.
 */
final class Mistakes extends DeserializationProblemHandler {
  /** The mistakes of one reading. */
  static final Object LIST = new Object();

  /** Unknown names that were told already, with what they may have been meant for. */
  static final Object PASSED = new Object();

  /** More help nobody, and a client could ask for long answers with short requests. */
  private static final int MOST = 50;

  /** How far a name may be from a known one to be taken for it. */
  private static final int NEAR = 2;

  /**
   * Jackson may have put members aside to look at them later, and then does not know where they
   * were; only its exception does. So each unknown name ends a reading, and the next passes it
   * over.
   */
  @Override
  public boolean handleUnknownProperty(
      DeserializationContext context,
      JsonParser parser,
      ValueDeserializer<?> deserializer,
      Object target,
      String name) {
    if (!(context.getAttribute(PASSED) instanceof Map<?, ?> passed)) {
      return false;
    }
    Object hint = passed.get(name);
    if (hint == null) {
      note(context, name, hint(deserializer, name));
      return false;
    }
    parser.skipChildren();
    return true;
  }

  @SuppressWarnings("unchecked") // only made by the codec
  private static void note(DeserializationContext context, String name, String hint) {
    if (context.getAttribute(PASSED) instanceof Map<?, ?> passed) {
      ((Map<String, String>) passed).put(name, hint);
    }
  }

  private static String hint(@Nullable ValueDeserializer<?> deserializer, String name) {
    if (deserializer == null || deserializer.getKnownPropertyNames() == null) {
      return "";
    }
    return deserializer.getKnownPropertyNames().stream()
        .map(String::valueOf)
        .filter(known -> distance(known, name) <= NEAR)
        .findFirst()
        .map(known -> "; did you mean '" + known + "'?")
        .orElse("");
  }

  @Override
  public @Nullable Object handleWeirdStringValue(
      DeserializationContext context, Class<?> type, String value, String message) {
    add(context, wrongType(here(context.getParser()), type));
    return instead(type);
  }

  @Override
  public @Nullable Object handleUnexpectedToken(
      DeserializationContext context,
      JavaType type,
      JsonToken token,
      JsonParser parser,
      String message) {
    if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
      return NOT_HANDLED;
    }
    add(context, wrongType(here(parser), type.getRawClass()));
    parser.skipChildren();
    return instead(type.getRawClass());
  }

  @Override
  public @Nullable Object handleWeirdNumberValue(
      DeserializationContext context, Class<?> type, Number value, String message) {
    add(context, wrongNumber(here(context.getParser()), type, message));
    return instead(type);
  }

  private static Mistake wrongNumber(String at, @Nullable Class<?> type, String said) {
    return said.endsWith(NumbersOnly.RANGE)
        ? new Mistake(at, outOfRange(type), "range")
        : wrongType(at, type);
  }

  private static String outOfRange(@Nullable Class<?> type) {
    return "is out of the range of " + Expected.inWords(type);
  }

  /** What stands for a value that was wrong while the reading goes on. */
  static @Nullable Object instead(Class<?> type) {
    return type.isPrimitive() ? ClassUtil.defaultValue(type) : null;
  }

  static Mistake unknown(String pointer, String hint) {
    return new Mistake(pointer, "is not known" + hint, "unknown");
  }

  private static Mistake wrongType(String pointer, @Nullable Class<?> type) {
    return new Mistake(pointer, "must be " + Expected.inWords(type), "type");
  }

  static String here(JsonParser parser) {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  @SuppressWarnings("unchecked") // only made here
  static void add(DeserializationContext context, Mistake mistake) {
    if (context.getAttribute(LIST) instanceof List<?> list && list.size() < MOST) {
      ((List<Mistake>) list).add(mistake);
    }
  }

  /** The mistake that a reading ended with, or null if the text is no JSON at all. */
  static @Nullable Mistake of(JacksonException e) {
    String at = pointer(e);
    String said = String.valueOf(e.getOriginalMessage());
    return switch (e) {
      case StreamConstraintsException limit -> new Mistake(at, limit(said), "limit");
      case InputCoercionException range ->
          new Mistake(at, outOfRange(range.getTargetType()), "range");
      case StreamReadException syntax ->
          said.startsWith("Duplicate") ? new Mistake(at, "has a name twice", "duplicate") : null;
      case InvalidFormatException format -> wrongNumber(at, format.getTargetType(), said);
      case UnrecognizedPropertyException unknown -> unknown(at, "");
      case ValueInstantiationException refused -> new Mistake(at, "is not valid", "invalid");
      case MismatchedInputException wrong -> mismatch(at, wrong, said);
      case DatabindException other -> new Mistake(at, "can not be read", "type");
      default -> null;
    };
  }

  private static @Nullable Mistake mismatch(
      String at, MismatchedInputException wrong, String said) {
    if (said.startsWith("No content")) {
      return null;
    }
    if (said.startsWith("Cannot map `null`") || wrong instanceof InvalidNullException) {
      return new Mistake(at, "must not be null", "null");
    }
    return said.startsWith("Missing")
        ? new Mistake(at, "is missing", "missing")
        : wrongType(at, wrong.getTargetType());
  }

  private static String limit(String said) {
    if (said.contains("nesting depth")) {
      return "is nested too deeply";
    }
    if (said.contains("Number")) {
      return "has a number with too many digits";
    }
    return said.startsWith("Name") ? "has a name that is too long" : "is too large";
  }

  /** A JSON pointer (RFC 6901) to what is wrong. */
  private static String pointer(JacksonException e) {
    return e.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? Integer.toString(step.getIndex())
                    : step.getPropertyName())
        .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }

  /** The failure that tells all of them. */
  static HttpException toException(List<Mistake> mistakes, @Nullable Throwable cause) {
    List<Mistake> distinct = new ArrayList<>(mistakes.stream().distinct().toList());
    String more = distinct.size() == 1 ? "" : " (1 of " + distinct.size() + " mistakes)";
    return new HttpException(
            Status.UNPROCESSABLE_CONTENT, distinct.getFirst().sentence() + more, cause)
        .with("errors", distinct.stream().map(Mistake::toMap).toList());
  }

  /** Levenshtein's distance, as far as it matters. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > NEAR || b.length() > 100) {
      return NEAR + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int next = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
        diagonal = row[j];
        row[j] = next;
      }
    }
    return row[b.length()];
  }
}
