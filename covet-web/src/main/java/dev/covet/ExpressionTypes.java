package dev.covet;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The generic types of expressions in a lambda, as far as the declarations they use fix them. */
final class ExpressionTypes {
  /** Calls on results of calls on …: deeper than any sensible handler. */
  private static final int DEEPEST = 40;

  private final LambdaBody body;
  private final LocalTypes locals;
  private int depth;

  ExpressionTypes(LambdaBody body) {
    this.body = body;
    this.locals = new LocalTypes(body, this);
  }

  /** The one type of what is made at several places, or null if there is no certain one. */
  @Nullable Type of(@Nullable Set<Integer> makers) {
    if (makers == null) {
      return null;
    }
    Set<Type> types = new HashSet<>();
    for (int at : makers) {
      if (!isNull(body.at(at))) {
        Type type = of(at);
        if (type == null) {
          return null;
        }
        types.add(type);
      }
    }
    return types.size() == 1 ? types.iterator().next() : null;
  }

  private static boolean isNull(CodeElement element) {
    return element instanceof ConstantInstruction constant
        && constant.opcode() == Opcode.ACONST_NULL;
  }

  private @Nullable Type of(int at) {
    if (++depth > DEEPEST) {
      return null;
    }
    Type type = typeAt(at);
    depth--;
    return type != null && TypeArguments.isResolved(type) ? type : null;
  }

  private @Nullable Type typeAt(int at) {
    return switch (body.at(at)) {
      case InvokeInstruction call -> call(at, call);
      case FieldInstruction field -> field(at, field);
      case NewObjectInstruction made -> erased(made.className().asSymbol());
      case InvokeDynamicInstruction call -> erased(call.typeSymbol().returnType());
      case NewReferenceArrayInstruction made -> erased(made.componentType().asSymbol().arrayType());
      case NewPrimitiveArrayInstruction made -> erased(made.typeKind().upperBound().arrayType());
      case TypeCheckInstruction cast -> cast(at, cast);
      case LoadInstruction load -> locals.at(at, load.slot());
      case ConstantInstruction constant when constant.constantValue() instanceof String ->
          String.class;
      default -> null;
    };
  }

  private @Nullable Type call(int at, InvokeInstruction call) {
    Class<?> owner = body.load(call.owner().asSymbol());
    Method method = Methods.find(owner, call.name().stringValue(), call.type().stringValue());
    if (method == null) {
      return null;
    }
    Type declared = method.getGenericReturnType();
    if (TypeArguments.isResolved(declared)) {
      return complete(declared);
    }
    Map<TypeVariable<?>, Type> known = new HashMap<>(inferred(at, method));
    if (!Modifier.isStatic(method.getModifiers())) {
      known.putAll(receiver(at, method.getParameterCount(), owner, method.getDeclaringClass()));
    }
    return TypeArguments.replaced(declared, known);
  }

  /** What arguments say of a method's own variables: those that are the type of a parameter. */
  private Map<TypeVariable<?>, Type> inferred(int at, Method method) {
    Map<TypeVariable<?>, Type> known = new HashMap<>();
    Set<TypeVariable<?>> uncertain = new HashSet<>();
    Type[] parameters = method.getGenericParameterTypes();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] instanceof TypeVariable<?> variable
          && variable.getGenericDeclaration().equals(method)) {
        Type given = of(body.makers(at, parameters.length - 1 - i));
        Type before = given == null ? null : known.put(variable, given);
        if (given == null || before != null && !before.equals(given)) {
          uncertain.add(variable);
        }
      }
    }
    known.keySet().removeAll(uncertain);
    return known;
  }

  /** What stands for the variables of the class that declares what is asked of a receiver. */
  private Map<TypeVariable<?>, Type> receiver(
      int at, int above, Class<?> owner, Class<?> declaring) {
    Map<TypeVariable<?>, Type> fixed = TypeArguments.of(owner, declaring);
    if (!fixed.isEmpty() && fixed.values().stream().allMatch(TypeArguments::isResolved)) {
      return fixed;
    }
    Type type = of(body.makers(at, above));
    return type == null ? Map.of() : TypeArguments.of(type, declaring);
  }

  private @Nullable Type field(int at, FieldInstruction instruction) {
    Class<?> owner = body.load(instruction.owner().asSymbol());
    Field field;
    try {
      field = owner.getDeclaredField(instruction.name().stringValue());
    } catch (NoSuchFieldException e) {
      return null; // inherited
    }
    Type declared = field.getGenericType();
    if (TypeArguments.isResolved(declared) || instruction.opcode() == Opcode.GETSTATIC) {
      return complete(declared);
    }
    return TypeArguments.replaced(declared, receiver(at, 0, owner, owner));
  }

  private @Nullable Type cast(int at, TypeCheckInstruction cast) {
    if (cast.opcode() != Opcode.CHECKCAST) {
      return null;
    }
    Class<?> type = body.load(cast.type().asSymbol());
    Type before = of(body.makers(at, 0));
    return before != null && type.isAssignableFrom(ResultType.raw(before))
        ? before
        : ResultTypes.telling(type);
  }

  private @Nullable Class<?> erased(ClassDesc type) {
    return ResultTypes.telling(body.load(type));
  }

  /** A raw type is none that says something. */
  private static @Nullable Type complete(Type type) {
    return type instanceof Class<?> plain ? ResultTypes.telling(plain) : type;
  }
}
