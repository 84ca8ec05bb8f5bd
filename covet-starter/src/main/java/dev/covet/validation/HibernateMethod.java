package dev.covet.validation;

import dev.covet.spi.ConstraintChecker.MethodConstraints;
import dev.covet.spi.ConstraintChecker.ParameterViolation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import jakarta.validation.metadata.ParameterDescriptor;
import jakarta.validation.metadata.ReturnValueDescriptor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The constraints of one method in some groups. */
final class HibernateMethod implements MethodConstraints {
  private static final int SEVERAL = -1;

  private final Validator validator;
  private final Method method;
  private final Class<?>[] groups;
  private final @Nullable MethodDescriptor descriptor;

  HibernateMethod(Validator validator, Class<?> type, Method method, Class<?>[] groups) {
    this.validator = validator;
    this.method = method;
    this.groups = groups;
    this.descriptor =
        validator
            .getConstraintsForClass(type)
            .getConstraintsForMethod(method.getName(), method.getParameterTypes());
  }

  @Override
  public void tryOut(Object object, @Nullable Object[] values) {
    HibernateChecker.declared(
        () -> {
          Trial.run(
              () -> validator.forExecutables().validateParameters(object, method, values, groups));
          return this;
        });
  }

  @Override
  public boolean onParameters() {
    return descriptor != null
        && (onSeveral()
            || descriptor.getParameterDescriptors().stream()
                .anyMatch(HibernateMethod::hasConstraints));
  }

  private static boolean hasConstraints(ParameterDescriptor parameter) {
    return parameter.hasConstraints() || !parameter.getConstrainedContainerElementTypes().isEmpty();
  }

  private boolean onSeveral() {
    return descriptor != null && descriptor.getCrossParameterDescriptor().hasConstraints();
  }

  @Override
  public boolean onResult() {
    if (descriptor == null) {
      return false;
    }
    ReturnValueDescriptor result = descriptor.getReturnValueDescriptor();
    return result.hasConstraints()
        || result.isCascaded()
        || !result.getConstrainedContainerElementTypes().isEmpty();
  }

  @Override
  public List<ParameterViolation> check(
      Object object, @Nullable Object[] values, IntPredicate unknown) {
    boolean known = IntStream.range(0, values.length).noneMatch(unknown);
    Set<? extends ConstraintViolation<?>> violations;
    try {
      violations = validator.forExecutables().validateParameters(object, method, values, groups);
    } catch (ValidationException e) {
      if (!known && onSeveral()) {
        return List.of(); // It has stumbled over a value that is not there; that is told already.
      }
      throw e;
    }
    return violations.stream()
        .map(HibernateMethod::told)
        .filter(Objects::nonNull)
        .filter(v -> v.parameter() == SEVERAL ? known : !unknown.test(v.parameter()))
        .toList();
  }

  /** As it is told, or null if it concerns something within a parameter. */
  private static @Nullable ParameterViolation told(ConstraintViolation<?> violation) {
    int parameter = SEVERAL;
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.PARAMETER) {
        parameter = node.as(Path.ParameterNode.class).getParameterIndex();
      } else if (node.getKind() == ElementKind.PROPERTY) {
        return null;
      }
    }
    return new ParameterViolation(parameter, HibernateConstraints.told(violation));
  }
}
