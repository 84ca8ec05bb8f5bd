package dev.covet.openapi;

import jakarta.validation.Constraint;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Says in a schema what constraints ask of a value, as far as JSON Schema can say it. */
final class Constraints {
  /** A character that is not white space, as {@code String.isBlank} sees it. */
  private static final String NOT_BLANK =
      "[^\\u0009-\\u000D\\u001C-\\u0020\\u1680\\u2000-\\u2006\\u2008-\\u200A\\u2028\\u2029\\u205F\\u3000]";

  private static final int DEPTH = 4;

  private Constraints() {}

  /** Adds what the constraints among some annotations say. */
  static void add(ObjectNode schema, List<Annotation> annotations) {
    add(schema, annotations, 0);
    if (schema.path("format").asString("").equals("email") && !schema.has("minLength")) {
      // the validator takes a text that is empty
      schema.remove("format");
      schema.withArray("anyOf").addObject().put("format", "email");
      schema.withArray("anyOf").addObject().put("maxLength", 0);
    }
  }

  private static void add(ObjectNode schema, List<Annotation> annotations, int depth) {
    for (Annotation annotation : annotations) {
      switch (annotation) {
        case Min min -> least(schema, BigDecimal.valueOf(min.value()), true);
        case Max max -> most(schema, BigDecimal.valueOf(max.value()), true);
        case DecimalMin min -> least(schema, new BigDecimal(min.value()), min.inclusive());
        case DecimalMax max -> most(schema, new BigDecimal(max.value()), max.inclusive());
        case Positive p -> least(schema, BigDecimal.ZERO, false);
        case PositiveOrZero p -> least(schema, BigDecimal.ZERO, true);
        case Negative n -> most(schema, BigDecimal.ZERO, false);
        case NegativeOrZero n -> most(schema, BigDecimal.ZERO, true);
        case Digits digits -> digits(schema, digits);
        case Size size -> size(schema, size.min(), size.max());
        case NotEmpty n -> size(schema, 1, Integer.MAX_VALUE);
        case NotBlank n -> notBlank(schema);
        case Email e when is(schema, "string") -> schema.put("format", "email");
        case Pattern pattern -> pattern(schema, pattern);
        default -> composed(schema, annotation, depth);
      }
    }
  }

  /** A constraint that is made of others. */
  private static void composed(ObjectNode schema, Annotation annotation, int depth) {
    Class<? extends Annotation> type = annotation.annotationType();
    if (depth < DEPTH && type.isAnnotationPresent(Constraint.class)) {
      add(schema, List.of(type.getAnnotations()), depth + 1);
    }
  }

  /** Whether null is refused. */
  static boolean refuseNull(List<Annotation> annotations) {
    return annotations.stream()
        .anyMatch(a -> a instanceof NotNull || a instanceof NotBlank || a instanceof NotEmpty);
  }

  private static boolean is(ObjectNode schema, String type) {
    return type.equals(schema.path("type").asString(""));
  }

  private static boolean isNumber(ObjectNode schema) {
    return is(schema, "integer") || is(schema, "number");
  }

  private static void least(ObjectNode schema, BigDecimal bound, boolean inclusive) {
    if (!isNumber(schema)) {
      return;
    }
    if (!inclusive && is(schema, "integer")) {
      least(schema, bound.add(BigDecimal.ONE), true);
    } else if (inclusive) {
      boolean tighter =
          !schema.has("minimum") || schema.get("minimum").decimalValue().compareTo(bound) < 0;
      put(schema, tighter, "minimum", bound);
    } else {
      schema.put("exclusiveMinimum", plain(bound));
    }
  }

  private static void most(ObjectNode schema, BigDecimal bound, boolean inclusive) {
    if (!isNumber(schema)) {
      return;
    }
    if (!inclusive && is(schema, "integer")) {
      most(schema, bound.subtract(BigDecimal.ONE), true);
    } else if (inclusive) {
      boolean tighter =
          !schema.has("maximum") || schema.get("maximum").decimalValue().compareTo(bound) > 0;
      put(schema, tighter, "maximum", bound);
    } else {
      schema.put("exclusiveMaximum", plain(bound));
    }
  }

  private static void put(ObjectNode schema, boolean tighter, String name, BigDecimal bound) {
    if (tighter) {
      schema.put(name, plain(bound));
    }
  }

  private static BigDecimal plain(BigDecimal bound) {
    return new BigDecimal(bound.stripTrailingZeros().toPlainString());
  }

  private static void digits(ObjectNode schema, Digits digits) {
    if (isNumber(schema)) {
      BigDecimal beyond = BigDecimal.TEN.pow(digits.integer());
      BigDecimal most = beyond.subtract(BigDecimal.ONE.movePointLeft(digits.fraction()));
      most(schema, most, true);
      least(schema, most.negate(), true);
      if (is(schema, "number")) {
        schema.put("multipleOf", plain(BigDecimal.ONE.movePointLeft(digits.fraction())));
      }
    }
  }

  private static void size(ObjectNode schema, int min, int max) {
    String suffix =
        switch (schema.path("type").asString("")) {
          case "string" -> "Length";
          case "array" -> "Items";
          case "object" -> "Properties";
          default -> "";
        };
    if (suffix.isEmpty()) {
      return;
    }
    if (min > schema.path("min" + suffix).asInt(0)) {
      schema.put("min" + suffix, min);
    }
    if (max < schema.path("max" + suffix).asInt(Integer.MAX_VALUE)) {
      schema.put("max" + suffix, max);
    }
  }

  private static void notBlank(ObjectNode schema) {
    size(schema, 1, Integer.MAX_VALUE);
    if (is(schema, "string")) {
      pattern(schema, NOT_BLANK);
    }
  }

  /** A text must match as a whole here, and anywhere in JSON Schema. */
  private static void pattern(ObjectNode schema, Pattern pattern) {
    boolean portable = pattern.flags().length == 0 && RegularExpressions.isPortable(pattern);
    if (is(schema, "string") && portable) {
      pattern(schema, "^(?:" + pattern.regexp() + ")$");
    }
  }

  private static void pattern(ObjectNode schema, String expression) {
    if (schema.has("pattern")) {
      schema.withArray("allOf").addObject().put("pattern", expression);
    } else {
      schema.put("pattern", expression);
    }
  }
}
