package dev.covet.openapi;

import tools.jackson.databind.json.JsonMapper;

/**
 * Tells how Jackson reads and writes values for the application, so that the document says the
 * same. Found by {@link java.util.ServiceLoader}; an application with a codec of its own on top of
 * Jackson provides one with a higher priority.
 */
public interface SchemaMapper {
  /** {@return the mapper that the codec uses} */
  JsonMapper mapper();

  /** {@return which of several counts; the one that comes with Covet has -100} */
  default int priority() {
    return 0;
  }
}
