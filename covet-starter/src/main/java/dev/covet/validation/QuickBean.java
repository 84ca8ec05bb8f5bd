package dev.covet.validation;

import jakarta.validation.GroupSequence;
import jakarta.validation.Validator;
import jakarta.validation.groups.Default;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerDescriptor;
import jakarta.validation.metadata.ContainerElementTypeDescriptor;
import jakarta.validation.metadata.ElementDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.group.GroupSequenceProvider;
import org.jspecify.annotations.Nullable;

/**
 * Makes quick checks of records out of what the validator itself has read from them, for the
 * default group. Where a record asks for anything that is not known here, there is none for it.
 */
final class QuickBean {
  private final Validator validator;

  /** The records around the one that is looked at. */
  private final Set<Class<?>> around = new HashSet<>();

  private QuickBean(Validator validator) {
    this.validator = validator;
  }

  /** The check of a whole record and what hangs on it, or null. */
  static @Nullable QuickCheck whole(Validator validator, Class<?> type) {
    return new QuickBean(validator).record(type);
  }

  /** The checks of single components, without what hangs on them. */
  static Map<String, QuickCheck> components(Validator validator, Class<?> type) {
    Map<String, QuickCheck> checks = new HashMap<>();
    if (!isPlain(type)) {
      return checks;
    }
    BeanDescriptor bean = validator.getConstraintsForClass(type);
    for (PropertyDescriptor property : bean.getConstrainedProperties()) {
      List<QuickCheck> own = new ArrayList<>();
      if (property.getConstrainedContainerElementTypes().isEmpty()
          && constraints(property, property.getElementClass(), own)) {
        checks.put(property.getPropertyName(), all(own));
      }
    }
    return checks;
  }

  private @Nullable QuickCheck record(Class<?> type) {
    if (!isPlain(type) || !around.add(type)) {
      return null;
    }
    try {
      BeanDescriptor bean = validator.getConstraintsForClass(type);
      return bean.getConstraintDescriptors().isEmpty() ? properties(type, bean) : null;
    } finally {
      around.remove(type);
    }
  }

  private static boolean isPlain(Class<?> type) {
    return type.isRecord()
        && !type.isAnnotationPresent(GroupSequence.class)
        && !type.isAnnotationPresent(GroupSequenceProvider.class);
  }

  private @Nullable QuickCheck properties(Class<?> type, BeanDescriptor bean) {
    List<QuickCheck> checks = new ArrayList<>();
    for (PropertyDescriptor property : bean.getConstrainedProperties()) {
      MethodHandle accessor = accessor(type, property.getPropertyName());
      List<QuickCheck> own = new ArrayList<>();
      if (accessor == null || !value(property, property.getElementClass(), own)) {
        return null;
      }
      QuickCheck check = all(own);
      checks.add(record -> check.isGood(read(accessor, record)));
    }
    return all(checks);
  }

  /** Adds all checks of a value; false if something is asked of it that is not known here. */
  private <D extends ElementDescriptor & CascadableDescriptor & ContainerDescriptor> boolean value(
      D described, Class<?> type, List<QuickCheck> checks) {
    if (!constraints(described, type, checks)) {
      return false;
    }
    if (described.isCascaded()) {
      QuickCheck within = described.getGroupConversions().isEmpty() ? record(type) : null;
      if (within == null) {
        return false;
      }
      checks.add(value -> value == null || within.isGood(value));
    }
    for (ContainerElementTypeDescriptor element : described.getConstrainedContainerElementTypes()) {
      List<QuickCheck> each = new ArrayList<>();
      if (!Collection.class.isAssignableFrom(type)
          || !value(element, element.getElementClass(), each)) {
        return false;
      }
      checks.add(elements(all(each)));
    }
    return true;
  }

  private static boolean constraints(
      ElementDescriptor described, Class<?> type, List<QuickCheck> checks) {
    for (ConstraintDescriptor<?> constraint : described.getConstraintDescriptors()) {
      if (constraint.getGroups().contains(Default.class)) {
        QuickCheck check = QuickConstraints.of(constraint, type);
        if (check == null) {
          return false;
        }
        checks.add(check);
      }
    }
    return true;
  }

  private static QuickCheck elements(QuickCheck each) {
    return value -> {
      if (value instanceof Collection<?> many) {
        for (Object element : many) {
          if (!each.isGood(element)) {
            return false;
          }
        }
      }
      return true;
    };
  }

  private static QuickCheck all(List<QuickCheck> checks) {
    QuickCheck[] each = checks.toArray(QuickCheck[]::new);
    return value -> {
      for (QuickCheck check : each) {
        if (!check.isGood(value)) {
          return false;
        }
      }
      return true;
    };
  }

  /** The accessor of a component, from object to object, or null if it is none. */
  private static @Nullable MethodHandle accessor(Class<?> type, String name) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getName().equals(name)) {
        try {
          return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
              .unreflect(component.getAccessor())
              .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
          return null;
        }
      }
    }
    return null;
  }

  private static @Nullable Object read(MethodHandle accessor, @Nullable Object from) {
    try {
      return (Object) accessor.invokeExact(from);
    } catch (Throwable e) {
      throw new IllegalStateException("an accessor of a record failed", e);
    }
  }
}
