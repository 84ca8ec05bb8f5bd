package dev.covet;

import dev.covet.spi.Nullness;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be filled from a request: a component of a record, or a parameter of a
 * method.
 *
 * @param owner the record, or the class of the method
 * @param name its name; as {@code parameter 2} if the compiler has dropped it
 * @param type its type
 * @param declared carries its annotations
 */
record Slot(Class<?> owner, String name, AnnotatedType type, AnnotatedElement declared) {
  static List<Slot> of(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .map(c -> new Slot(record, c.getName(), c.getAnnotatedType(), c))
        .toList();
  }

  /**
   * The components of the record that fills this slot, without its type variables.
   *
   * @param type the slot's own
   */
  List<Slot> within(SlotType type) {
    AnnotatedType filled =
        type.shape() == SlotType.Shape.OPTIONAL
                && this.type instanceof AnnotatedParameterizedType optional
            ? optional.getAnnotatedActualTypeArguments()[0]
            : this.type;
    TypeVariables variables = TypeVariables.of(filled);
    PageSize size = find(PageSize.class);
    return of(type.raw()).stream()
        .map(slot -> slot.with(variables.resolve(slot.type()), size))
        .toList();
  }

  private Slot with(AnnotatedType resolved, @Nullable PageSize size) {
    AnnotatedElement sized =
        size != null && find(PageSize.class) != null ? new Sized(declared, size) : declared;
    return new Slot(owner, name, resolved, sized);
  }

  static List<Slot> of(Method method) {
    AnnotatedType[] types = method.getAnnotatedParameterTypes();
    Parameter[] parameters = method.getParameters();
    return IntStream.range(0, parameters.length)
        .mapToObj(
            i ->
                new Slot(
                    method.getDeclaringClass(), name(parameters[i], i), types[i], parameters[i]))
        .toList();
  }

  private static String name(Parameter parameter, int at) {
    return parameter.isNamePresent() ? parameter.getName() : "parameter " + (at + 1);
  }

  /** Whether its name is known. */
  boolean isNamed() {
    return !(declared instanceof Parameter parameter) || parameter.isNamePresent();
  }

  <A extends Annotation> @Nullable A find(Class<A> annotation) {
    return declared.getAnnotation(annotation);
  }

  /** Whether what stands around it is a form. */
  boolean isInForm() {
    return owner.isAnnotationPresent(FormParams.class);
  }

  /** Whether it may be null. */
  boolean nullable() {
    return Nullness.isNullable(type, declared);
  }

  /** What stands at it, at its type, and at the field and the accessor behind it. */
  List<Annotation> annotations() {
    return elements()
        .flatMap(element -> Arrays.stream(element.getAnnotations()))
        .distinct()
        .toList();
  }

  private Stream<AnnotatedElement> elements() {
    if (!(declared instanceof RecordComponent component)) {
      return Stream.of(declared, type);
    }
    Stream<AnnotatedElement> field =
        Arrays.stream(owner.getDeclaredFields()).filter(f -> f.getName().equals(name)).map(f -> f);
    return Stream.concat(Stream.of(declared, type, component.getAccessor()), field);
  }

  /** The text that stands for a parameter that is absent, or null if there is none. */
  @Nullable String standard() {
    PageSize size = find(PageSize.class);
    Default given = find(Default.class);
    return size != null ? Integer.toString(size.standard()) : given == null ? null : given.value();
  }

  /** The type as source code has it, but with packages. */
  String typeName() {
    return type.getType().getTypeName().replace('$', '.');
  }

  @Override
  public String toString() {
    return declared instanceof Parameter parameter
            && parameter.getDeclaringExecutable() instanceof Method method
        ? ControllerMethod.nameOf(method) + "(" + name + ")"
        : Declaration.nameOf(owner) + "." + name;
  }
}
