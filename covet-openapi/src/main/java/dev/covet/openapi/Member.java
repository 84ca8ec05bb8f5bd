package dev.covet.openapi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * A member of a JSON object, as Jackson reads or writes it.
 *
 * @param name its name
 * @param type its type, resolved
 * @param declared the type as it stands in the source, with annotations, or null if it is not known
 * @param annotations what stands at it
 * @param required whether it is always there
 * @param nullable whether it may be null
 * @param custom whether its form is changed by an annotation of Jackson's, so that its type says
 *     nothing
 */
record Member(
    String name,
    JavaType type,
    @Nullable AnnotatedType declared,
    List<Annotation> annotations,
    boolean required,
    boolean nullable,
    boolean custom) {
  Member {
    annotations = List.copyOf(annotations);
  }
}
