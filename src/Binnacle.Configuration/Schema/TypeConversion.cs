namespace Binnacle.Configuration;

/// <summary>Fits values into typed places by the rules of OmegaConf's structured configs.</summary>
/// <remarks>
/// Texts become numbers and bools where they spell one, scalars become text, floats never become integers. What is missing
/// (<c>???</c>) or still an interpolation stays as it is.
/// </remarks>
/// <param name="merge">The merge that needs the value; it knows the place.</param>
/// <param name="isAssignment">The value is set by itself, not as a part of a merged tree.</param>
internal sealed class TypeConversion(TreeMerge merge, bool isAssignment)
{
    /// <summary>The value in its typed form.</summary>
    /// <exception cref="ConfigTypeException">The value does not fit.</exception>
    public ConfigNode Convert(NodeType type, ConfigNode value)
    {
        if (ReferenceEquals(type, NodeType.Any) || value is ScalarNode { IsMissing: true } or ScalarNode { IsInterpolation: true })
            return value;
        if (value is ScalarNode { Value: null })
            return type.IsOptional ? value : throw NotOptional(type, value);
        return type switch
        {
            ScalarType scalar => Single(scalar, value),
            ListType list => Items(list, value),
            MapType map => Entries(map, value),
            ClassType known => Fields(known, value),
            _ => value,
        };
    }

    /// <summary>The typed form of an item or entry that was not there before; as the reference has it, merged containers are not checked against types of single values.</summary>
    /// <exception cref="ConfigTypeException">The value does not fit.</exception>
    public ConfigNode ConvertNew(NodeType type, ConfigNode value) => (type, value) switch
    {
        (ScalarType, MapNode or ListNode) when !isAssignment => value,
        (ClassType, ListNode) when !isAssignment => throw NotMergeable(value),
        (_, ScalarNode) => new TypeConversion(merge, isAssignment: true).Convert(type, value),
        _ => Convert(type, value),
    };

    /// <summary>What an interpolation stands for, in the type of its place.</summary>
    /// <exception cref="ConfigException">It does not fit; the message names the interpolation and its place.</exception>
    public static ConfigNode Read(ScalarType type, ConfigNode value, Place place)
    {
        var merge = new TreeMerge(isStruct: false, new EditScope(), place.Container.FullKey);
        merge.Enter(place.Container.Node, NodeType.Any, place.ConfigKey);
        try
        {
            return new TypeConversion(merge, isAssignment: true).Convert(type, value);
        }
        catch (ConfigTypeException error)
        {
            throw new ConfigTypeException(
                "InterpolationValidationError", $"While dereferencing interpolation '{PythonText.Of(place.Node)}': {error.Message}", place.Node.Origin);
        }
    }

    private ScalarNode Single(ScalarType type, ConfigNode value)
    {
        if (value is ScalarNode { Value: { } given } scalar && type.Fit(given) is { } fitted)
            return ReferenceEquals(fitted, given) ? scalar : new ScalarNode(fitted, value.Origin);
        string shown = PythonText.Of(value);
        throw Fault(type.Refusal(value, shown, KindOf(value)), value, type.Nearest(shown));
    }

    private ListNode Items(ListType type, ConfigNode value)
    {
        if (value is not ListNode list)
        {
            throw value is MapNode && !isAssignment
                ? NotMergeable(value)
                : Fault($"Invalid value assigned: {(isAssignment ? PythonType.Of(value) : "AnyNode")} is not a ListConfig, list or tuple.", value);
        }

        TreeMerge.Level level = merge.Enter(list, type);
        var items = new ConfigNode[list.Count];
        for (int i = 0; i < items.Length; i++)
        {
            level.Key = new ConfigKey(i);
            items[i] = Fits(type.Item, list[i]) ? ConvertNew(type.Item, list[i]) : throw NotA(type.Item, list[i]);
        }

        merge.Leave();
        return new ListNode(items, list.Origin, type);
    }

    /// <summary>What may stand in a list at all: no null where none is allowed, and in a list of records neither a list nor an interpolation.</summary>
    private static bool Fits(NodeType type, ConfigNode item) => item switch
    {
        ScalarNode { Value: null } => type.IsOptional || ReferenceEquals(type, NodeType.Any),
        ListNode or ScalarNode { IsInterpolation: true } => type is not ClassType,
        _ => true,
    };

    private MapNode Entries(MapType type, ConfigNode value) => value switch
    {
        MapNode map => merge.Merge(type.Empty, map, type, isAssignment),
        ListNode => throw NotA(type, value),
        _ => throw Fault($"Cannot assign {PythonType.Of(value)} to {type.Name}", value),
    };

    private MapNode Fields(ClassType type, ConfigNode value) => value switch
    {
        MapNode { Type: ClassType given } map when given.IsOrDerivesFrom(type) => map,
        MapNode { Type: not ClassType } map when !isAssignment => merge.Merge(type.Defaults, map, type),
        _ => throw NotA(type, value),
    };

    private ConfigTypeException NotOptional(NodeType type, ConfigNode value) => Fault(
        type switch
        {
            UnionType when !isAssignment => $"Value 'None' is incompatible with type hint '{type.Hint}'",
            ScalarType when !isAssignment => $"Incompatible value 'None' for field of type '{type.Name}'",
            _ => $"field '{merge.FullKey()}' is not Optional",
        },
        value);

    private ConfigTypeException NotMergeable(ConfigNode value) => Fault("Cannot merge DictConfig with ListConfig", value, kind: "ConfigTypeError");

    private ConfigTypeException NotA(NodeType wanted, ConfigNode value) =>
        Fault($"Invalid type assigned: {PythonType.Of(value)} is not a subclass of {wanted.Name}. value: {PythonText.Of(value)}", value);

    private ConfigTypeException Fault(string sentence, ConfigNode value, string? nearest = null, string kind = "ValidationError") =>
        merge.Fault(kind, sentence, value.Origin, nearest);

    private string KindOf(ConfigNode value) => value switch
    {
        MapNode when !isAssignment => "DictConfig",
        ListNode when !isAssignment => "ListConfig",
        _ => PythonType.Of(value),
    };
}
