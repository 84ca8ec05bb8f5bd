package dev.covet.jackson;

import dev.covet.openapi.SchemaMapper;
import tools.jackson.databind.json.JsonMapper;

/** Tells documents how {@link JacksonCodec} reads and writes. */
public final class CodecMapper implements SchemaMapper {
  private static final int PRIORITY = -100;

  /** For {@link java.util.ServiceLoader}. */
  public CodecMapper() {}

  @Override
  public JsonMapper mapper() {
    return StrictMapper.create();
  }

  @Override
  public int priority() {
    return PRIORITY;
  }
}
