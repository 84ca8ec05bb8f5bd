package dev.covet;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A component of a ready input type whose {@link PageSize} was replaced where the type is used.
 *
 * @param component as it was declared
 * @param size in place of its own
 */
record Sized(AnnotatedElement component, PageSize size) implements AnnotatedElement {
  @Override
  public <T extends Annotation> @Nullable T getAnnotation(Class<T> type) {
    return type == PageSize.class ? type.cast(size) : component.getAnnotation(type);
  }

  @Override
  public Annotation[] getAnnotations() {
    return Arrays.stream(component.getAnnotations())
        .map(annotation -> annotation instanceof PageSize ? size : annotation)
        .toArray(Annotation[]::new);
  }

  @Override
  public Annotation[] getDeclaredAnnotations() {
    return getAnnotations();
  }
}
