package dev.sallyport.agent.hook;

import java.util.List;
import java.util.Map;

/**
 * What the call graph keeps of a class.
 *
 * @param module the module that it is in
 * @param name its internal name
 * @param access its access flags
 * @param supertypes its superclass, if any, and its interfaces
 * @param methods what it declares, by name and descriptor, with access flags
 */
record JdkType(
        String module,
        String name,
        int access,
        List<String> supertypes,
        Map<String, Integer> methods) {

    String packageName() {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }
}
