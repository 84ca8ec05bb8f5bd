package dev.covet.validation;

import dev.covet.spi.ConstraintChecker.TypeConstraints;
import dev.covet.spi.ConstraintChecker.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The constraints of one type in some groups. */
final class HibernateConstraints implements TypeConstraints {
  private final Validator validator;
  private final Class<?> type;
  private final Class<?>[] groups;
  private final Set<String> constrained;
  private final boolean onWhole;
  private final Map<String, QuickCheck> quick;
  private final @Nullable QuickCheck quickWhole;

  HibernateConstraints(Validator validator, Class<?> type, Class<?>[] groups) {
    this.validator = validator;
    this.type = type;
    this.groups = groups;
    Set<String> components =
        Stream.ofNullable(type.getRecordComponents())
            .flatMap(Stream::of)
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());
    BeanDescriptor descriptor = validator.getConstraintsForClass(type);
    this.constrained =
        descriptor.getConstrainedProperties().stream()
            .map(PropertyDescriptor::getPropertyName)
            .collect(Collectors.toUnmodifiableSet());
    this.onWhole =
        !descriptor.getConstraintDescriptors().isEmpty() || !components.containsAll(constrained);
    for (String name : constrained) {
      Trial.run(() -> validator.validateValue(type, name, null, groups));
    }
    boolean standard = groups.length == 0;
    this.quick = standard ? QuickBean.components(validator, type) : Map.of();
    this.quickWhole = standard ? QuickBean.whole(validator, type) : null;
  }

  @Override
  public boolean onWhole() {
    return onWhole;
  }

  @Override
  public List<Violation> component(String component, @Nullable Object value) {
    QuickCheck known = quick.get(component);
    if (known != null && known.isGood(value)) {
      return List.of();
    }
    return constrained.contains(component)
        ? told(validator.validateValue(type, component, value, groups), true)
        : List.of();
  }

  @Override
  public List<Violation> whole(Object value) {
    if (quickWhole != null && value.getClass() == type && quickWhole.isGood(value)) {
      return List.of();
    }
    return told(validator.validate(value, groups), false);
  }

  private static List<Violation> told(
      Collection<? extends ConstraintViolation<?>> violations, boolean within) {
    if (violations.isEmpty()) {
      return List.of();
    }
    return violations.stream()
        .map(HibernateConstraints::told)
        .map(
            told ->
                within
                    ? new Violation(
                        told.path().subList(1, told.path().size()), told.message(), told.code())
                    : told)
        .toList();
  }

  static Violation told(ConstraintViolation<?> violation) {
    List<String> path = path(violation.getPropertyPath());
    String name =
        violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    String code = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    return new Violation(path, violation.getMessage(), code);
  }

  /** Names and indices; a container's elements have a place, and no name of their own. */
  private static List<String> path(Path path) {
    List<String> steps = new ArrayList<>();
    for (Path.Node node : path) {
      if (node.getIndex() != null) {
        steps.add(node.getIndex().toString());
      } else if (node.getKey() != null) {
        steps.add(node.getKey().toString());
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        steps.add(node.getName());
      }
    }
    return steps;
  }
}
