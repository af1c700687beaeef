package dev.tollgate.core.policy.expr;

/** An expression made ready to run, once, when its bundle is loaded. Any number of threads can run it. */
public final class Program {
    private final Expr expression;
    private final Node root;
    private final int locals;

    private Program(Expr expression, Node root, int locals) {
        this.expression = expression;
        this.root = root;
        this.locals = locals;
    }

    public static Program of(Expr expression) {
        var compilation = new Compilation();
        Node root = compilation.node(expression);
        return new Program(expression, root, compilation.slots());
    }

    public Expr expression() {
        return expression;
    }

    Node root() {
        return root;
    }

    int locals() {
        return locals;
    }
}
