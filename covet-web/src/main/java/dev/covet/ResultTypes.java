package dev.covet;

import java.io.Serializable;
import java.lang.System.Logger.Level;
import java.lang.constant.Constable;
import java.lang.constant.ConstantDesc;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out at start what a handler returns. The compiler leaves it in three places: the method
 * that is referred to or that implements the interface, the erased type of a lambda's method, and
 * the expressions that the lambda returns. What none of them says for certain is not known.
 */
final class ResultTypes {
  /** What the compiler infers where a lambda returns things that have little in common. */
  private static final Set<Class<?>> UNTELLING =
      Set.of(
          Object.class,
          Record.class,
          Enum.class,
          Comparable.class,
          Serializable.class,
          Cloneable.class,
          Constable.class,
          ConstantDesc.class);

  private ResultTypes() {}

  /**
   * What was found.
   *
   * @param type the type of results, or null if nothing says it
   * @param method the method whose result type somebody has written, or null
   */
  record Found(@Nullable Type type, @Nullable Method method) {
    static final Found NOTHING = new Found(null, null);

    List<AnnotatedElement> documented() {
      return method == null ? List.of() : List.of(method);
    }
  }

  /**
   * Finds it.
   *
   * @param handler a handler
   * @param input what it takes
   */
  static Found of(Serializable handler, Class<?> input) {
    try {
      SerializedLambda lambda = serialized(handler);
      return lambda == null ? ofClass(handler.getClass(), input) : ofLambda(lambda, handler);
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      // a package that is not open, a class that is not there: the handler works all the same
      Log.WEB.log(Level.DEBUG, () -> "the result type of " + handler + " can not be found", e);
      return Found.NOTHING;
    }
  }

  /** What a lambda or method reference stands for; null for an object of a class. */
  private static @Nullable SerializedLambda serialized(Serializable handler)
      throws ReflectiveOperationException {
    Class<?> type = handler.getClass();
    if (!type.isHidden()) {
      return null;
    }
    try {
      return (SerializedLambda)
          MethodHandles.privateLookupIn(type, MethodHandles.lookup())
              .findVirtual(type, "writeReplace", MethodType.methodType(Object.class))
              .invoke(handler);
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Found ofClass(Class<?> type, Class<?> input) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getName().equals("handle") && !m.isBridge() && m.getParameterCount() == 1)
        .filter(m -> m.getParameterTypes()[0].isAssignableFrom(input))
        .findFirst()
        .map(m -> new Found(ofMethod(m, type), m))
        .orElse(Found.NOTHING);
  }

  private static Found ofLambda(SerializedLambda lambda, Serializable handler)
      throws ReflectiveOperationException {
    ClassLoader loader = handler.getClass().getClassLoader();
    Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
    if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
      return new Found(telling(owner), null);
    }
    Method method =
        Methods.find(owner, lambda.getImplMethodName(), lambda.getImplMethodSignature());
    if (method == null) {
      return Found.NOTHING;
    }
    if (method.isSynthetic()) {
      return new Found(ofLambdaMethod(method), null);
    }
    return new Found(ofReference(lambda, owner, method, loader), method);
  }

  private static @Nullable Type ofLambdaMethod(Method method) {
    Class<?> erased = method.getReturnType();
    if (telling(erased) != null) {
      return erased;
    }
    Type found = LambdaBody.result(method);
    return found == null && erased != Object.class ? erased : found;
  }

  private static @Nullable Type ofReference(
      SerializedLambda lambda, Class<?> owner, Method method, ClassLoader loader) {
    Class<?> receiver =
        lambda.getCapturedArgCount() == 1 ? lambda.getCapturedArg(0).getClass() : owner;
    Type declared = ofMethod(method, receiver);
    return declared == null
        ? telling(
            MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader)
                .returnType())
        : declared;
  }

  /** The declared result of a method of some class, or null if that class does not fix it. */
  private static @Nullable Type ofMethod(Method method, Class<?> receiver) {
    Type result =
        TypeArguments.replaced(
            method.getGenericReturnType(), TypeArguments.of(receiver, method.getDeclaringClass()));
    return TypeArguments.isResolved(result) ? result : null;
  }

  /** Whether a type says what its values hold. */
  static boolean tells(Type type) {
    return switch (type) {
      case Class<?> plain -> telling(plain) != null;
      case WildcardType wildcard -> tells(wildcard.getUpperBounds()[0]);
      case TypeVariable<?> variable -> false;
      default -> true;
    };
  }

  /** The class if an erased type that reads so has lost nothing, else null. */
  static @Nullable Class<?> telling(Class<?> erased) {
    Class<?> item = erased;
    while (item.isArray()) {
      item = item.componentType();
    }
    return item.getTypeParameters().length == 0 && !UNTELLING.contains(item) ? erased : null;
  }
}
