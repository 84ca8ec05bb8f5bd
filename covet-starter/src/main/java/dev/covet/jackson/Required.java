package dev.covet.jackson;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Components of records that can not be null must be there: a 0 that nobody sent is a lie. */
final class Required extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    Boolean said = super.hasRequiredMarker(config, member);
    boolean needed = member.getDeclaringClass().isRecord() && member.getRawType().isPrimitive();
    return said == null && needed ? Boolean.TRUE : said;
  }
}
