package dev.covet.jackson;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** How Covet has Jackson read and write: the one place for the codec and for documents about it. */
final class StrictMapper {
  /** How deep objects and arrays may be nested. */
  static final int DEPTH = 100;

  /** How many digits a number may have. */
  static final int DIGITS = 100;

  private static final int NAME = 1000;

  private StrictMapper() {}

  static JsonMapper create() {
    return JsonMapper.builder(factory())
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .annotationIntrospector(new Presence(true))
        .changeDefaultNullHandling(nulls -> JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .enable(MapperFeature.USE_STATIC_TYPING)
        .addModule(module())
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .withCoercionConfig(LogicalType.Textual, StrictMapper::textIsText)
        .withCoercionConfig(OptionalInt.class, StrictMapper::blankIsWrong)
        .withCoercionConfig(OptionalLong.class, StrictMapper::blankIsWrong)
        .withCoercionConfig(OptionalDouble.class, StrictMapper::blankIsWrong)
        .build();
  }

  /** The same, but it reads on where something is missing or null, and notes that. */
  static JsonMapper patient(JsonMapper strict) {
    return strict
        .rebuild()
        .annotationIntrospector(new Presence(false))
        .changeDefaultNullHandling(nulls -> JsonSetter.Value.empty())
        .addModule(new SimpleModule("noting").setDeserializerModifier(new Noting()))
        .build();
  }

  private static SimpleModule module() {
    SimpleModule module = new SimpleModule("covet");
    module.setSerializerModifier(new DeclaredTypes());
    module.setDeserializerModifier(new OneNotation());
    module.setValueInstantiators(new PreparedCreators());
    OneNotation.addOptionals(module);
    return module;
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxNumberLength(DIGITS)
                .maxNameLength(NAME)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  private static void textIsText(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
  }

  private static void blankIsWrong(MutableCoercionConfig config) {
    config
        .setAcceptBlankAsEmpty(false)
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
  }
}
