package dev.covet.jackson;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.module.SimpleValueInstantiators;

/**
 * Prepares the constructors of records, and of other classes that are made with arguments, once.
 * Jackson 3.2 calls them by {@code MethodHandle.invokeWithArguments}, which makes an adapter for
 * each object that is read: more bytes than the object, and more time than its members take.
 */
final class PreparedCreators extends SimpleValueInstantiators {
  private static final long serialVersionUID = 1L;

  @Override
  public ValueInstantiator modifyValueInstantiator(
      DeserializationConfig config, BeanDescription.Supplier description, ValueInstantiator made) {
    // Only Jackson's own: another module may have put something else in its place.
    return made.getClass() == StdValueInstantiator.class
            && made.getWithArgsCreator() instanceof AnnotatedConstructor constructor
        ? new Prepared((StdValueInstantiator) made, constructor)
        : made;
  }

  /** Makes objects as Jackson's own does, and fails as it does. */
  private static final class Prepared extends StdValueInstantiator {
    private static final MethodType SPREAD = MethodType.methodType(Object.class, Object[].class);

    private final MethodHandle handle;

    Prepared(StdValueInstantiator own, AnnotatedConstructor constructor) {
      super(own);
      this.handle = spread(constructor);
    }

    private static MethodHandle spread(AnnotatedConstructor constructor) {
      try {
        // Jackson has made it accessible where that is allowed, or it could not call it either.
        return MethodHandles.lookup()
            .unreflectConstructor(constructor.getAnnotated())
            .asFixedArity()
            .asSpreader(Object[].class, constructor.getParameterCount())
            .asType(SPREAD);
      } catch (IllegalAccessException e) {
        throw new IllegalArgumentException(constructor + " can not be called", e);
      }
    }

    @Override
    public Object createFromObjectWith(DeserializationContext context, Object[] arguments) {
      try {
        return handle.invokeExact(arguments);
      } catch (Error e) {
        throw e;
      } catch (Throwable e) {
        return context.handleInstantiationProblem(
            _valueClass, arguments, rewrapCtorProblem(context, e));
      }
    }
  }
}
