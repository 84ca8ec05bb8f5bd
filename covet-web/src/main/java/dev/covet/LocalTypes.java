package dev.covet;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ClassTypeSig;
import java.lang.classfile.Signature.TypeArg;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LocalVariableType;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types of a lambda's variables. Of captured ones the compiler keeps the erased type alone; of
 * others what is written if it compiles for debuggers, else what they are set to.
 */
final class LocalTypes {
  private final LambdaBody body;
  private final ExpressionTypes expressions;

  LocalTypes(LambdaBody body, ExpressionTypes expressions) {
    this.body = body;
    this.expressions = expressions;
  }

  /**
   * The type of the variable that is read at a position, or null if it is not certain.
   *
   * @param position of the instruction that reads it
   * @param slot where the variable is kept
   */
  @Nullable Type at(int position, int slot) {
    Signature declared = declared(position, slot);
    if (declared != null) {
      return type(declared);
    }
    List<Integer> stores = stores(slot);
    if (stores.isEmpty()) {
      Class<?> parameter = parameter(slot);
      return parameter == null ? null : ResultTypes.telling(parameter);
    }
    Set<Integer> makers = stores.size() == 1 ? body.makers(stores.getFirst(), 0) : null;
    return expressions.of(makers);
  }

  /** The generic type as it was written, if the compiler kept it for debuggers. */
  private @Nullable Signature declared(int position, int slot) {
    for (CodeElement element : body.code()) {
      if (element instanceof LocalVariableType local
          && local.slot() == slot
          && position(local.startScope()) <= position
          && position < position(local.endScope())) {
        return local.signatureSymbol();
      }
    }
    return null;
  }

  private int position(Label label) {
    for (int at = 0; at < body.code().size(); at++) {
      if (body.at(at) instanceof LabelTarget target && target.label().equals(label)) {
        return at;
      }
    }
    return body.code().size();
  }

  private List<Integer> stores(int slot) {
    List<Integer> all = new ArrayList<>();
    for (int at = 0; at < body.code().size(); at++) {
      if (body.at(at) instanceof StoreInstruction store && store.slot() == slot) {
        all.add(at);
      }
    }
    return all;
  }

  private @Nullable Class<?> parameter(int slot) {
    Method method = body.method();
    int next = 0;
    if (!Modifier.isStatic(method.getModifiers())) {
      if (slot == 0) {
        return method.getDeclaringClass();
      }
      next = 1;
    }
    for (Class<?> parameter : method.getParameterTypes()) {
      if (next == slot) {
        return parameter;
      }
      next += parameter == long.class || parameter == double.class ? 2 : 1;
    }
    return null;
  }

  /** The type that a signature means, or null if it has variables or wildcards. */
  private @Nullable Type type(Signature signature) {
    if (!(signature instanceof ClassTypeSig named)) {
      return null;
    }
    Class<?> raw = body.load(ClassDesc.ofDescriptor("L" + named.className() + ";"));
    if (named.typeArgs().isEmpty()) {
      return ResultTypes.telling(raw);
    }
    List<Type> arguments = new ArrayList<>();
    for (TypeArg argument : named.typeArgs()) {
      Type type =
          argument instanceof TypeArg.Bounded bounded
                  && bounded.wildcardIndicator() == TypeArg.Bounded.WildcardIndicator.NONE
              ? type(bounded.boundType())
              : null;
      if (type == null) {
        return null;
      }
      arguments.add(type);
    }
    return GenericType.of(raw, arguments.toArray(Type[]::new));
  }
}
